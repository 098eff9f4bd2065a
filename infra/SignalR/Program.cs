Console.WriteLine("SignalR");
