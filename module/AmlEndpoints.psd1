@{
    ModuleVersion        = '0.1.0'
    GUID                 = '6e1c0c5e-6a55-4b0c-9d0b-6f3b1f4f2a71'
    Author               = 'The AmlEndpoints authors'
    CompanyName          = 'AmlEndpoints'
    Copyright            = '(c) the AmlEndpoints authors. MIT licence.'
    Description          = 'From a trained model to predictions: MLflow model folders with ONNX, packed, checked and scored from PowerShell.'
    PowerShellVersion    = '7.4'
    CompatiblePSEditions = @('Core')

    # The loader comes first: it tells .NET where AmlEndpoints.Core and its packages live.
    NestedModules        = @('bin/AmlEndpoints.Loader.dll')
    RootModule           = 'bin/AmlEndpoints.Cmdlets.dll'
    FormatsToProcess     = @('AmlEndpoints.Format.ps1xml')
    TypesToProcess       = @('AmlEndpoints.Types.ps1xml')

    CmdletsToExport      = @(
        'Connect-AmlWorkspace'
        'ConvertTo-AmlRequest'
        'Disconnect-AmlWorkspace'
        'Export-AmlModel'
        'Get-AmlCredential'
        'Get-AmlDeploymentLog'
        'Get-AmlLocalServer'
        'Get-AmlModel'
        'Get-AmlOnlineDeployment'
        'Get-AmlOnlineEndpoint'
        'Get-AmlWorkspace'
        'Invoke-AmlPrediction'
        'New-AmlModel'
        'New-AmlOnlineDeployment'
        'New-AmlOnlineEndpoint'
        'Remove-AmlModel'
        'Remove-AmlOnlineDeployment'
        'Remove-AmlOnlineEndpoint'
        'Reset-AmlCredential'
        'Save-AmlModel'
        'Set-AmlModel'
        'Set-AmlOnlineDeployment'
        'Set-AmlOnlineEndpoint'
        'Set-AmlTraffic'
        'Start-AmlLocalServer'
        'Stop-AmlLocalServer'
        'Test-AmlModel'
        'Wait-AmlOperation'
    )
    FunctionsToExport    = @()
    AliasesToExport      = @()
    VariablesToExport    = @()

    PrivateData          = @{
        PSData = @{
            Tags = @('AzureMachineLearning', 'MLflow', 'ONNX', 'MachineLearning', 'Prediction',
                'PSEdition_Core', 'Windows', 'Linux', 'MacOS')
        }
    }
}
