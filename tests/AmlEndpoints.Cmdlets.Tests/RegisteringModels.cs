using System.Management.Automation;
using AmlEndpoints.Tests.Support;

namespace AmlEndpoints.Tests;

/// <summary>The model cmdlets in a local workspace, with its server.</summary>
public sealed class RegisteringModels : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly CmdletRunner _runner;

    public RegisteringModels()
    {
        _runner = new(_folder.FullName);
        Directory.CreateDirectory(_folder.At("model", "code"));
        File.WriteAllText(_folder.At("model", "MLmodel"), "flavors: {}\n");
        File.WriteAllText(_folder.At("model", "code", "score.py"), "print(1)\n");
        File.WriteAllBytes(_folder.At("model", "empty"), []);
        File.WriteAllText(_folder.At("model.pkl"), "pickle");
        _runner.Run("$null = Connect-AmlWorkspace -Local -Path workspace");
        Assert.Empty(_runner.Errors);
    }

    public void Dispose()
    {
        _runner.Run("Stop-AmlLocalServer workspace -Confirm:$false -ErrorAction SilentlyContinue");
        _runner.Dispose();
        _folder.Dispose();
    }

    [Fact]
    public void A_folder_is_registered_and_saved_as_it_was()
    {
        PSObject model = One("New-AmlModel mnist model -Description 'digits' -Tag @{ a = 1; b = 'c' } -Property @{ p = 'q' }");

        Assert.Equal(["mnist", "1", "mlflow_model", "digits", "workspaceblobstore"], Values(model, "Name", "Version", "Type", "Description", "DatastoreName"));
        Assert.Equal(["1", "c", "q", "False"], Texts("$m = Get-AmlModel mnist:1; $m.Tags['a']; $m.Tags['b']; $m.Property['p']; $m.IsArchived"));

        _runner.Run("Get-AmlModel mnist | Save-AmlModel -Destination back");

        Assert.Empty(_runner.Errors);
        Assert.Equal(_folder.At("back"), Assert.IsType<DirectoryInfo>(Assert.Single(_runner.Output)).FullName);
        Assert.Equal(["MLmodel", "code/score.py", "empty"], Files("back"));
        Assert.Equal("print(1)\n", File.ReadAllText(_folder.At("back", "code", "score.py")));
    }

    [Fact]
    public void Versions_count_up_and_the_same_files_are_sent_once()
    {
        Assert.Equal(["1"], Texts("(New-AmlModel m model).Version"));
        Assert.Equal(["2"], Texts("(New-AmlModel m model -Verbose).Version"));
        Assert.Contains(_runner.Verbose, text => text.Contains("nothing was sent", StringComparison.Ordinal));
        Assert.Equal(["7"], Texts("(New-AmlModel m model -Version 7).Version"));

        Assert.Equal(["True"], Texts("(Get-AmlModel m:1).ModelUri -eq (Get-AmlModel m:7).ModelUri"));
        Assert.Equal(["m:7"], Texts("\"$(Get-AmlModel m)\""));
        Assert.Equal(["m:7", "m:2", "m:1"], Texts("Get-AmlModel m -AllVersions | & { process { \"$_\" } }"));
    }

    [Fact]
    public void A_version_that_exists_is_not_replaced()
    {
        _runner.Run("$null = New-AmlModel m model -Version 1; New-AmlModel m model.pkl -Version 1");

        ErrorRecord error = Assert.Single(_runner.Errors);
        Assert.Equal("Service.Exists,AmlEndpoints.ModelCommands.NewAmlModelCommand", error.FullyQualifiedErrorId);
        Assert.Equal(ErrorCategory.ResourceExists, error.CategoryInfo.Category);
        Assert.Equal(["mlflow_model"], Texts("(Get-AmlModel m:1).Type"));
    }

    [Fact]
    public void A_single_file_is_a_custom_model_and_comes_into_a_folder()
    {
        Assert.Equal(["custom_model"], Texts("(New-AmlModel p model.pkl).Type"));

        _runner.Run("Save-AmlModel p");

        Assert.Equal(["model.pkl"], Files("p"));
    }

    [Fact]
    public void Saving_keeps_what_is_there_unless_forced()
    {
        Directory.CreateDirectory(_folder.At("p"));
        _folder.Write(Path.Combine("p", "old"), "old");
        _runner.Run("$null = New-AmlModel p model.pkl; Save-AmlModel p");
        Assert.Equal("FileExists,AmlEndpoints.ModelCommands.SaveAmlModelCommand", Assert.Single(_runner.Errors).FullyQualifiedErrorId);
        Assert.Equal(["old"], Files("p"));

        _runner.Run("Save-AmlModel p -Force");

        Assert.Empty(_runner.Errors);
        Assert.Equal(["model.pkl"], Files("p"));
        Assert.DoesNotContain(_folder.Names, name => name.EndsWith(".tmp", StringComparison.Ordinal));
    }

    [Fact]
    public void What_is_named_changes_and_the_rest_stays()
    {
        _runner.Run("$null = New-AmlModel m model -Description d -Tag @{ a = 1 }; Set-AmlModel m:1 -Tag @{ b = 2 }");
        Assert.Equal(["d", "b"], Texts("$m = Get-AmlModel m; $m.Description; $m.Tags.Keys"));

        _runner.Run("Set-AmlModel m@latest -Tag @{ b = 2 } -Verbose");
        Assert.Contains(_runner.Verbose, text => text.Contains("so already", StringComparison.Ordinal));

        _runner.Run("Set-AmlModel m -Description x");
        Assert.StartsWith("Service.InvalidArgument", Assert.Single(_runner.Errors).FullyQualifiedErrorId, StringComparison.Ordinal);
        Assert.Equal(["d"], Texts("$null = Set-AmlModel m:1 -Description x -WhatIf; (Get-AmlModel m:1).Description"));
    }

    [Fact]
    public void Archived_versions_are_found_by_their_version_and_when_asked_for()
    {
        _runner.Run("$null = New-AmlModel m model; $null = New-AmlModel m model; $null = Get-AmlModel m:2 | Set-AmlModel -Archive");
        Assert.Empty(_runner.Errors);

        Assert.Equal(["m:1"], Texts("\"$(Get-AmlModel m)\""));
        Assert.Equal(["m:2"], Texts("\"$(Get-AmlModel m -ArchivedOnly)\""));
        Assert.Equal(["m:2", "m:1"], Texts("Get-AmlModel m -AllVersions -IncludeArchived | & { process { \"$_\" } }"));
        Assert.Equal(["m:2"], Texts("$null = Set-AmlModel m:2 -Restore; \"$(Get-AmlModel m)\""));
        Assert.Equal([], Texts("Set-AmlModel m -Archive; Get-AmlModel"));
        Assert.Equal(["m:2"], Texts("Set-AmlModel m -Restore; \"$(Get-AmlModel)\""));
    }

    [Fact]
    public void Names_are_patterns_and_each_missing_one_is_an_error()
    {
        _runner.Run("'one', 'two', 'three' | & { process { $null = New-AmlModel $_ model.pkl } }");

        Assert.Equal(["three:1", "two:1"], Texts("Get-AmlModel t* | & { process { \"$_\" } }").Order());
        Assert.Equal(["one:1"], Texts("Get-AmlModel none, one, none:3 | & { process { \"$_\" } }", errors: 2));
        Assert.All(_runner.Errors, error => Assert.Equal(ErrorCategory.ObjectNotFound, error.CategoryInfo.Category));
    }

    [Fact]
    public void A_version_or_all_are_deleted()
    {
        _runner.Run("1..3 | & { process { $null = New-AmlModel m model } }; Remove-AmlModel m:2 -Force; Remove-AmlModel m:3 -WhatIf -Force");
        Assert.Empty(_runner.Errors);
        Assert.Equal(["3", "1"], Texts("(Get-AmlModel m -AllVersions).Version"));

        _runner.Run("Remove-AmlModel m -Confirm:$false");
        Assert.StartsWith("Service.InvalidArgument", Assert.Single(_runner.Errors).FullyQualifiedErrorId, StringComparison.Ordinal);

        _runner.Run("Get-AmlModel m:1 | Remove-AmlModel -Confirm:$false; Remove-AmlModel m -Force; Get-AmlModel m*");
        Assert.Empty(_runner.Errors);
        Assert.Empty(_runner.Output);
    }

    [Fact]
    public void What_cannot_be_registered_says_why()
    {
        _runner.Run("New-AmlModel m none; New-AmlModel m model.pkl -Type mlflow_model; New-AmlModel 'a b' model; New-AmlModel m model -WhatIf; Get-AmlModel");

        Assert.Equal(["FileNotFound", "NotAModelFolder", "Service.InvalidName"], _runner.Errors.Select(error => error.FullyQualifiedErrorId.Split(',')[0]));
        Assert.Empty(_runner.Output);
    }

    private PSObject One(string script)
    {
        _runner.Run(script);
        Assert.Empty(_runner.Errors);
        return PSObject.AsPSObject(Assert.Single(_runner.Output));
    }

    private IEnumerable<string> Texts(string script, int errors = 0)
    {
        _runner.Run(script);
        Assert.Equal(errors, _runner.Errors.Count);
        return [.. _runner.Output.Select(item => item.ToString()!)];
    }

    private static IEnumerable<object?> Values(PSObject item, params string[] names) => names.Select(name => item.Properties[name].Value);

    private IEnumerable<string> Files(string folder) => Directory.EnumerateFiles(_folder.At(folder), "*", SearchOption.AllDirectories)
        .Select(file => Path.GetRelativePath(_folder.At(folder), file).Replace('\\', '/')).Order(StringComparer.Ordinal);
}
