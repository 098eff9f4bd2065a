Console.WriteLine("Tables");
