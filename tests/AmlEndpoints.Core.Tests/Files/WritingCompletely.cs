using AmlEndpoints.Files;
using AmlEndpoints.Requests;

namespace AmlEndpoints.Tests.Files;

/// <summary>Files and folders that appear when they are complete.</summary>
public sealed class WritingCompletely : IDisposable
{
    private readonly TemporaryFolder _folder = new(nameof(WritingCompletely));

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_file_appears_when_it_is_kept()
    {
        using (AtomicFile file = new(_folder.At("a.txt")))
        {
            file.Stream.Write("new"u8);
            Assert.False(File.Exists(_folder.At("a.txt")));
            file.Keep();
            Assert.Equal("new", File.ReadAllText(_folder.At("a.txt")));
        }

        Assert.Equal(["a.txt"], _folder.Names);
    }

    [Fact]
    public void A_file_that_is_not_kept_leaves_the_old_one()
    {
        _folder.Write("a.txt", "old");
        using (AtomicFile file = new(_folder.At("a.txt")))
        {
            file.Stream.Write("half"u8);
        }

        Assert.Equal(["a.txt"], _folder.Names);
        Assert.Equal("old", File.ReadAllText(_folder.At("a.txt")));
    }

    [Fact]
    public void A_file_cannot_take_the_place_of_a_folder()
    {
        Directory.CreateDirectory(_folder.At("a"));

        Assert.Equal(FileErrors.WriteFailed, Assert.Throws<AmlFileException>(() => new AtomicFile(_folder.At("a"))).Code);
        Assert.Equal(["a"], _folder.Names);
    }

    [Fact]
    public void A_folder_appears_when_it_is_kept_and_replaces_the_old_one()
    {
        Directory.CreateDirectory(_folder.At("a"));
        _folder.Write("a/old.txt", "old");
        using (AtomicFolder folder = new(_folder.At("a") + Path.DirectorySeparatorChar))
        {
            File.WriteAllText(Path.Combine(folder.Temporary, "new.txt"), "new");
            Assert.True(File.Exists(_folder.At("a/old.txt")));
            folder.Keep();
        }

        Assert.Equal(["a"], _folder.Names);
        Assert.Equal([_folder.At("a/new.txt")], Directory.EnumerateFileSystemEntries(_folder.At("a")));
    }

    [Fact]
    public void A_folder_that_is_not_kept_leaves_the_old_one()
    {
        Directory.CreateDirectory(_folder.At("a"));
        using (AtomicFolder folder = new(_folder.At("a")))
        {
            File.WriteAllText(Path.Combine(folder.Temporary, "new.txt"), "new");
        }

        Assert.Equal(["a"], _folder.Names);
        Assert.Empty(Directory.EnumerateFileSystemEntries(_folder.At("a")));
    }

    [Fact]
    public void A_request_is_written_as_UTF_8_without_a_mark()
    {
        _folder.Write("a.json", "old and longer than the new one");

        RequestFile.Write(_folder.At("a.json"), "{\"é\": 1}");

        Assert.Equal("{\"é\": 1}"u8.ToArray(), File.ReadAllBytes(_folder.At("a.json")));
        Assert.Equal(FileErrors.NotFound, Assert.Throws<AmlFileException>(() => RequestFile.Write(_folder.At("none/a.json"), "")).Code);
    }
}
