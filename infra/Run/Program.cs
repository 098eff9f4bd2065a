Console.WriteLine("Run");
