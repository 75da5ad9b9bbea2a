using AmlEndpoints.Tests.Support;

namespace AmlEndpoints.Tests;

public sealed class RegisteringModels
{
    [Fact]
    public void WhatIf_registers_nothing()
    {
        using TemporaryFolder folder = new();
        using CmdletRunner runner = new(folder.FullName);

        runner.Run("New-AmlModel mnist . -Version 1 -Tag @{ a = 1 } -Description d -WhatIf");

        Assert.Empty(runner.Errors);
        Assert.Empty(runner.Output);
    }
}
