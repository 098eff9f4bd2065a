Console.WriteLine("ServiceBus");
