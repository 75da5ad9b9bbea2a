using System.Text;
using AmlEndpoints.Datastores;

namespace AmlEndpoints.Tests.Datastores;

/// <summary>The expected hashes and orders are those of azure-ai-ml 1.4.0 for the same files.</summary>
public sealed class HashingFolders : IDisposable
{
    private readonly TemporaryFolder _folder = new(nameof(HashingFolders));

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task A_model_folder_has_the_hash_of_azure_ai_ml()
    {
        Write(("MLmodel", "flavors: {}\n"), ("model.onnx", "onnx"), ("conda.yaml", "name: x\n"), ("code/score.py", "print(1)\n"), ("empty.txt", ""));
        Directory.CreateDirectory(_folder.At("Empty"));

        UploadSource source = await UploadSource.ReadAsync(_folder.Path + Path.DirectorySeparatorChar);

        Assert.Equal("ecd316cc9ab60499d8409bf4ca1feb9d", source.Hash);
        Assert.Equal(["MLmodel", "code/score.py", "conda.yaml", "empty.txt", "model.onnx"], source.Files.Select(file => file.Name));
        Assert.Equal("8ebe700dcb9ba02e7d26e093902386bbc1accfc68b47f8475791c33f23c57a74", CodeHash.Compute(source, CancellationToken.None));
        Assert.Equal((Path.GetFileName(_folder.Path), true, 33L), (source.Name, source.IsFolder, source.Length));
    }

    [Fact]
    public async Task Names_are_sorted_by_code_points()
    {
        Write(("B.txt", "1"), ("a.txt", "2"), ("ö.txt", "3"), ("\U0001F600.txt", "4"), ("\uFF21.txt", "5"), ("_x/Z", "6"), ("_x/y", "7"));

        UploadSource source = await UploadSource.ReadAsync(_folder.Path);

        Assert.Equal("537d3066703c497fbc3ff657a035923a", source.Hash);
        Assert.Equal(["B.txt", "_x/Z", "_x/y", "a.txt", "ö.txt", "\uFF21.txt", "\U0001F600.txt"], source.Files.Select(file => file.Name));
        Assert.Equal("74685a63f6ec5dbbdec2a7ed1c3c72144e43b1da0a418a850b031966e0a87c9a", CodeHash.Compute(source, CancellationToken.None));
    }

    [Fact]
    public async Task What_amlignore_names_is_left_out_and_gitignore_is_not_asked()
    {
        Write((".amlignore", "# what is not uploaded\n*.log\ntmp/\n"), (".gitignore", "*.txt\n"), ("a.log", "x"), ("tmp/b.txt", "x"), ("tmp/c/d.txt", "x"), ("keep.txt", "k"), ("sub/e.log", "x"), ("sub/f", "f"));

        UploadSource source = await UploadSource.ReadAsync(_folder.Path);

        Assert.Equal("3942da5afe0f0a6517e078099382af99", source.Hash);
        Assert.Equal([".amlignore", ".gitignore", "keep.txt", "sub/f"], source.Files.Select(file => file.Name));
    }

    [Fact]
    public async Task Gitignore_counts_where_there_is_no_amlignore()
    {
        Write((".gitignore", "*.txt\n"), ("a.txt", "x"), ("b.csv", "x"));

        Assert.Equal([".gitignore", "b.csv"], (await UploadSource.ReadAsync(_folder.Path)).Files.Select(file => file.Name));
    }

    [Fact]
    public async Task A_file_has_the_hash_of_its_content_whatever_its_name()
    {
        UploadSource source = await UploadSource.ReadAsync(_folder.Write("single.bin", "abc"));

        Assert.Equal(("3dd4b37a5b6c38dd3ff9b4d192fbe46b", "single.bin", false), (source.Hash, source.Name, source.IsFolder));
        Assert.Equal("fe51d3cb98161e05024a6062a2ebc1859c317856ba3a87dffea84d1411c84d54", CodeHash.Compute(source, CancellationToken.None));
    }

    [Fact]
    public async Task Links_are_what_they_lead_to()
    {
        Write(("real/a", "1"), ("real/sub/b", "2"), ("linked/c", "3"));
        File.CreateSymbolicLink(_folder.At("linked/a"), "../real/a");
        Directory.CreateSymbolicLink(_folder.At("linked/sub"), _folder.At("real/sub"));
        File.CreateSymbolicLink(_folder.At("linked/nowhere"), _folder.At("none"));
        using TemporaryFolder copy = new();
        Write(copy, ("a", "1"), ("c", "3"), ("sub/b", "2"));

        UploadSource source = await UploadSource.ReadAsync(_folder.At("linked"));

        Assert.Equal(["a", "c", "sub/b"], source.Files.Select(file => file.Name));
        Assert.NotEqual((await UploadSource.ReadAsync(copy.Path)).Hash, source.Hash);
        File.Delete(_folder.At("linked/nowhere"));
        Assert.Equal((await UploadSource.ReadAsync(copy.Path)).Hash, (await UploadSource.ReadAsync(_folder.At("linked"))).Hash);
    }

    [Fact]
    public async Task A_folder_that_links_to_itself_is_refused()
    {
        Write(("a", "1"));
        Directory.CreateSymbolicLink(_folder.At("again"), _folder.Path);

        AmlFileException error = await Assert.ThrowsAsync<AmlFileException>(() => UploadSource.ReadAsync(_folder.Path));

        Assert.Contains("again", error.Path, StringComparison.Ordinal);
        Assert.Contains("which it lies in", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_has_no_file_is_refused()
    {
        Directory.CreateDirectory(_folder.At("empty/sub"));

        Assert.Equal(FileErrors.Empty, (await Assert.ThrowsAsync<AmlFileException>(() => UploadSource.ReadAsync(_folder.At("empty")))).Code);
        Assert.Equal(FileErrors.NotFound, (await Assert.ThrowsAsync<AmlFileException>(() => UploadSource.ReadAsync(_folder.At("none")))).Code);
        Assert.Equal(FileErrors.NotFound, (await Assert.ThrowsAsync<AmlFileException>(() => UploadSource.ReadAsync(Path.GetPathRoot(_folder.Path)!))).Code);
    }

    private void Write(params (string Name, string Text)[] files) => Write(_folder, files);

    private static void Write(TemporaryFolder folder, params (string Name, string Text)[] files)
    {
        foreach ((string name, string text) in files)
        {
            Directory.CreateDirectory(Path.GetDirectoryName(folder.At(name))!);
            File.WriteAllText(folder.At(name), text, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false));
        }
    }
}
