<#
.SYNOPSIS
Says what the highest score of each prediction stands for.
.PARAMETER Prediction
Predictions of the Fashion MNIST model: ten scores each, named "0" to "9".
#>
param([Parameter(Mandatory, ValueFromPipeline)] $Prediction)

begin {
    $labels = 'T-Shirt', 'Trouser', 'Pullover', 'Dress', 'Coat', 'Sandal', 'Shirt', 'Sneaker', 'Bag', 'Ankle Boot'
}
process {
    $highest = '0'
    foreach ($name in $Prediction.PSObject.Properties.Name) {
        if ($Prediction.$name -gt $Prediction.$highest) { $highest = $name }
    }

    "Highest: $highest ($($labels[$highest])), score $($Prediction.$highest)"
}
