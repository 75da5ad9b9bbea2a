using AmlEndpoints.LocalServer.Store;
using AmlEndpoints.LocalServer.Tests.Support;

namespace AmlEndpoints.LocalServer.Tests;

public sealed class StoringState : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    [Fact]
    public void What_was_written_is_there_when_the_file_is_opened_again()
    {
        using (Database first = new(_folder.At("state.db")))
        {
            first.Execute("CREATE TABLE t (a TEXT)");
            first.Write(() => first.Execute("INSERT INTO t VALUES ($a)", ("$a", "kept")));
            Assert.Throws<InvalidOperationException>(() => first.Write(() =>
            {
                first.Execute("INSERT INTO t VALUES ('lost')");
                throw new InvalidOperationException();
            }));
        }

        using Database second = new(_folder.At("state.db"));
        Assert.Equal(["kept"], second.Read("SELECT a FROM t", row => row.GetString(0)));
    }

    public void Dispose() => _folder.Dispose();
}
