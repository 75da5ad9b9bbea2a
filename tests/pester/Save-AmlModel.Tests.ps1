BeforeAll {
    . "$PSScriptRoot/_Shared.ps1"
    Push-Location $TestDrive
    Connect-TestWorkspace
    Add-TestModel
}

AfterAll {
    Stop-TestWorkspace
    Pop-Location
}

Describe 'Save-AmlModel' {
    It 'writes nothing with -WhatIf' {
        Save-AmlModel score copy -WhatIf
        'copy' | Should -Not -Exist
    }

    It 'gives the files that were registered' {
        $folder = Save-AmlModel score copy
        $folder.FullName | Should -Be (Join-Path $TestDrive copy)
        foreach ($file in Get-ChildItem score -File -Recurse) {
            $relative = [IO.Path]::GetRelativePath((Join-Path $TestDrive score), $file)
            (Get-FileHash copy/$relative).Hash | Should -Be (Get-FileHash $file).Hash -Because $relative
        }

        (@{ age = 1; income = 1000 } | Invoke-AmlPrediction copy).score | Should -Be 1.5
    }

    It 'takes models of the pipeline' {
        Push-Location (New-Item -ItemType Directory pipeline)
        Get-AmlModel score:1 | Save-AmlModel | ForEach-Object Name | Should -Be 'score'
        Pop-Location
    }

    It 'keeps a folder that exists, unless it is forced' {
        Get-ErrorId { Save-AmlModel score copy } | Should -Be 'FileExists'
        'x' | Set-Content copy/extra.txt
        $null = Save-AmlModel score copy -Force
        'copy/extra.txt' | Should -Not -Exist
    }

    It 'leaves nothing behind for a model that is not there' {
        Get-Failure { Save-AmlModel none } | ForEach-Object { $_.CategoryInfo.Category } | Should -Be 'ObjectNotFound'
        'none' | Should -Not -Exist
    }
}
