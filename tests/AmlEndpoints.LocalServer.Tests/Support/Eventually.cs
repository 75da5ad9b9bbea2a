namespace AmlEndpoints.LocalServer.Tests.Support;

/// <summary>Waits for what another thread brings about.</summary>
internal static class Eventually
{
    public static async Task IsTrue(Func<bool> condition)
    {
        using CancellationTokenSource giveUp = new(TimeSpan.FromMinutes(1));
        while (!condition())
        {
            await Task.Delay(5, giveUp.Token);
        }
    }
}
