Console.WriteLine("FunctionsHost");
