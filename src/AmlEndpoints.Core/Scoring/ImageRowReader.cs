using AmlEndpoints.Models;
using Microsoft.ML.OnnxRuntime.Tensors;

namespace AmlEndpoints.Scoring;

/// <summary>
/// Puts images into a table, one a row. A floating point tensor gets pixel / 255, a whole one the pixel itself. The layout is the
/// model's: (N, C, H, W), (N, H, W, C), (N, H, W), or a flat row of H · W · C values.
/// </summary>
internal sealed class ImageRowReader
{
    private readonly InputTable _table;
    private readonly bool _scaled;
    private readonly int _rank;
    private readonly int _channels;
    private readonly bool _channelsFirst;
    private long _height = -1;
    private long _width = -1;

    public ImageRowReader(InputPlan plan, InputTable table)
    {
        _table = table;
        if (plan.Inputs.Count != 1 || plan.Inputs[0].ElementType is TensorElementType.String or TensorElementType.Bool or TensorElementType.Int8)
        {
            throw new AmlInputException(InputErrors.InvalidShape, $"images can be given to a model with one input of numbers from 0 to 255 or 0 to 1; this one takes {string.Join("; ", plan.Inputs)}.");
        }

        GraphValue input = plan.Inputs[0];
        long[] dimensions = input.Dimensions;
        _scaled = (plan.Columns?[0].Type ?? plan.Tensors[0].Type) is DataType.Double or DataType.Float
            && input.ElementType is TensorElementType.Float or TensorElementType.Double or TensorElementType.Float16;
        _rank = dimensions.Length;
        switch (_rank)
        {
            case 4 when IsChannels(dimensions[1]) || IsChannels(dimensions[3]):
                _channelsFirst = IsChannels(dimensions[1]);
                _channels = (int)(_channelsFirst ? dimensions[1] : dimensions[3]);
                (_height, _width) = _channelsFirst ? (dimensions[2], dimensions[3]) : (dimensions[1], dimensions[2]);
                break;
            case 3:
                (_channels, _height, _width) = (1, dimensions[1], dimensions[2]);
                break;
            case 2:
                break;
            default:
                throw NotAnImage(input);
        }
    }

    /// <summary>Adds an image as a row.</summary>
    /// <exception cref="AmlFileException">The file is not an image.</exception>
    /// <exception cref="AmlInputException">Its size is not the one that the model takes.</exception>
    public void Add(string path)
    {
        ImagePixels image = _channels > 0 ? ImagePixels.Decode(path, _channels) : DecodeFlat(path);
        TensorBuffer tensor = _table.Tensors[0];
        bool fits = (_height < 0 || image.Height == _height) && (_width < 0 || image.Width == _width)
            && (tensor.Stride == 0 || tensor.Stride == image.Values.Length);
        if (!fits)
        {
            string wanted = _height > 0 && _width > 0 ? $"{_width} × {_height}" : $"{tensor.Stride} values";
            throw new AmlInputException(InputErrors.InvalidShape, $"the image is {image.Width} × {image.Height} pixels with {image.Channels} channel(s), and the model takes {wanted}. Resize it first.", path);
        }

        tensor.Stride = image.Values.Length;
        int row = _table.AddRow();
        SetShape(tensor, image);
        ReadOnlySpan<byte> pixels = image.Values;
        int area = image.Width * image.Height;
        for (int index = 0; index < pixels.Length; index++)
        {
            int place = _channelsFirst ? ((index % image.Channels) * area) + (index / image.Channels) : index;
            Set(tensor, (row * tensor.Stride) + place, pixels[index]);
        }
    }

    private static bool IsChannels(long length) => length is 1 or 3 or 4;

    private static AmlInputException NotAnImage(GraphValue input) =>
        new(InputErrors.InvalidShape, $"the model's input is {input}, which is not the shape of images.");

    // Where height and width are free, the first image tells them.
    private void SetShape(TensorBuffer tensor, ImagePixels image)
    {
        if (_channels > 0)
        {
            (_height, _width) = (image.Height, image.Width);
            tensor.Shape = _rank == 3 ? [_table.Rows, _height, _width]
                : _channelsFirst ? [_table.Rows, _channels, _height, _width]
                : [_table.Rows, _height, _width, _channels];
        }
    }

    // A flat row has no channels of its own: grey if that fits, else colours.
    private ImagePixels DecodeFlat(string path)
    {
        ImagePixels grey = ImagePixels.Decode(path, 1);
        return _table.Tensors[0].Stride == 3 * grey.Values.Length ? ImagePixels.Decode(path, 3) : grey;
    }

    private void Set(TensorBuffer tensor, int index, byte pixel)
    {
        if (_scaled)
        {
            tensor.SetNumber(index, pixel / 255.0);
        }
        else
        {
            tensor.SetWhole(index, pixel);
        }
    }
}
