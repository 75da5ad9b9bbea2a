using System.Globalization;

namespace AmlEndpoints.LocalServer;

/// <summary>What the command line says.</summary>
/// <param name="Folder">The workspace folder; made when it is not there.</param>
/// <param name="Port">The port on 127.0.0.1; 0 takes the one of the last time, or any that is free.</param>
/// <param name="StopWithInput">Whether to stop when the standard input ends, as it does when the process that started this one is gone.</param>
/// <param name="Detached">Whether to stay when the terminal is interrupted or closed.</param>
internal sealed record ServerOptions(string Folder, int Port, bool StopWithInput, bool Detached)
{
    /// <summary>How to call it.</summary>
    public const string Usage = "AmlEndpoints.LocalServer --workspace DIR [--port N] [--stop-with-input | --detached]";

    /// <summary>Reads the arguments.</summary>
    /// <exception cref="ArgumentException">One is unknown, lacks its value, or is missing.</exception>
    public static ServerOptions Parse(IReadOnlyList<string> arguments)
    {
        string? folder = null;
        int port = 0;
        bool stopWithInput = false;
        bool detached = false;
        for (int index = 0; index < arguments.Count; index++)
        {
            switch (arguments[index])
            {
                case "--workspace":
                    folder = ValueOf(arguments, index++);
                    break;
                case "--port":
                    port = ParsePort(ValueOf(arguments, index++));
                    break;
                case "--stop-with-input":
                    stopWithInput = true;
                    break;
                case "--detached":
                    detached = true;
                    break;
                default:
                    throw new ArgumentException($"'{arguments[index]}' is not an option. Usage: {Usage}");
            }
        }

        return folder is null
            ? throw new ArgumentException($"--workspace is missing. Usage: {Usage}")
            : new ServerOptions(Path.GetFullPath(folder), port, stopWithInput, detached);
    }

    private static string ValueOf(IReadOnlyList<string> arguments, int index) => index + 1 < arguments.Count
        ? arguments[index + 1]
        : throw new ArgumentException($"{arguments[index]} needs a value. Usage: {Usage}");

    private static int ParsePort(string text) => int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out int port) && port <= ushort.MaxValue
        ? port
        : throw new ArgumentException($"--port takes a number from 0 to {ushort.MaxValue}, not '{text}'.");
}
