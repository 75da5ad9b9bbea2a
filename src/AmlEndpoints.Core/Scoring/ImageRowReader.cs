using AmlEndpoints.Models;

namespace AmlEndpoints.Scoring;

/// <summary>
/// Puts images into a table, one a row. A floating point tensor gets pixel / 255, a whole one the pixel itself. The layout is the
/// model's: (N, C, H, W), (N, H, W, C), (N, H, W), or a flat row of H · W · C values.
/// </summary>
internal sealed class ImageRowReader
{
    private readonly InputTable _table;
    private readonly DataType _type;
    private readonly RowBinding? _columns;
    private readonly int _channels;
    private readonly bool _channelsFirst;
    private readonly long _height = -1;
    private readonly long _width = -1;

    public ImageRowReader(InputPlan plan, InputTable table)
    {
        _table = table;
        if (plan.Inputs.Count != 1 || plan.Inputs[0].ElementType == Microsoft.ML.OnnxRuntime.Tensors.TensorElementType.String)
        {
            throw new AmlInputException(InputErrors.InvalidShape, $"images can be given to a model with one input of numbers; this one takes {string.Join("; ", plan.Inputs)}.");
        }

        GraphValue input = plan.Inputs[0];
        long[] dimensions = input.Dimensions;
        _type = plan.Columns?[0].Type ?? plan.Tensors[0].Type;
        if (plan.Columns is null && dimensions.Length == 4)
        {
            _channelsFirst = IsChannels(dimensions[1]) || !IsChannels(dimensions[3]);
            _channels = (int)(_channelsFirst ? dimensions[1] : dimensions[3]);
            (_height, _width) = _channelsFirst ? (dimensions[2], dimensions[3]) : (dimensions[1], dimensions[2]);
            _channels = IsChannels(_channels) ? _channels : throw NotAnImage(input);
        }
        else if (plan.Columns is null && dimensions.Length == 3)
        {
            (_channels, _height, _width) = (1, dimensions[1], dimensions[2]);
        }
        else if (dimensions.Length == 2)
        {
            _columns = plan.Columns is null ? null : plan.BindFlat(plan.Columns.Count);
        }
        else
        {
            throw NotAnImage(input);
        }
    }

    private static bool IsChannels(long length) => length is 1 or 3 or 4;

    private static AmlInputException NotAnImage(GraphValue input) =>
        new(InputErrors.InvalidShape, $"the model's input is {input}, which is not the shape of images.");

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
        ReadOnlySpan<byte> pixels = image.Values;
        int area = image.Width * image.Height;
        for (int index = 0; index < pixels.Length; index++)
        {
            int place = _channelsFirst ? ((index % image.Channels) * area) + (index / image.Channels) : index;
            Set(tensor, (row * tensor.Stride) + place, pixels[index]);
        }
    }

    // A flat row has no channels of its own: grey if that fits, else colours.
    private ImagePixels DecodeFlat(string path)
    {
        int size = _columns?.Slots.Length ?? _table.Tensors[0].Stride;
        ImagePixels grey = ImagePixels.Decode(path, 1);
        return size == 3 * grey.Values.Length ? ImagePixels.Decode(path, 3) : grey;
    }

    private void Set(TensorBuffer tensor, int index, byte pixel)
    {
        if (_type is DataType.Double or DataType.Float)
        {
            tensor.SetNumber(index, pixel / 255.0);
        }
        else
        {
            tensor.SetWhole(index, pixel);
        }
    }
}
