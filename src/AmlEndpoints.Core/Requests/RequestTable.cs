using AmlEndpoints.Scoring;

namespace AmlEndpoints.Requests;

/// <summary>The rows of a request that is being made. Names, and which columns hold numbers, come from the rows themselves.</summary>
public sealed class RequestTable
{
    /// <summary>The names that columns get when the values have none: those of the scenario's data, <c>col_0</c> and so on.</summary>
    private const string DefaultPrefix = "col_";

    private readonly List<string> _names = [];
    private readonly Dictionary<string, int> _index = new(StringComparer.Ordinal);
    private readonly List<RequestCell[]> _rows = [];

    /// <summary>How many rows there are.</summary>
    public int Count => _rows.Count;

    /// <summary>Whether the rows came without names.</summary>
    public bool Unnamed { get; private set; }

    internal IReadOnlyList<string> Names => _names;

    internal IReadOnlyList<RequestCell[]> Rows => _rows;

    /// <summary>Adds a row of values.</summary>
    /// <param name="names">The names, or null when there are none.</param>
    /// <param name="values">Numbers, texts, booleans, null or lists.</param>
    /// <exception cref="AmlInputException">The row has other columns than the first, or a value cannot stand in a request.</exception>
    public void Add(IReadOnlyList<string>? names, IReadOnlyList<object?> values)
    {
        if (_rows.Count == 0)
        {
            Unnamed = names is null;
            SetNames(names ?? [.. Enumerable.Range(0, values.Count).Select(index => $"{DefaultPrefix}{index}")]);
        }

        RequestCell[] row = new RequestCell[_names.Count];
        if (names is null ? values.Count != _names.Count : names.Any(name => !_index.ContainsKey(name)))
        {
            throw new AmlInputException(InputErrors.InvalidShape, $"row {_rows.Count + 1} has other columns than the first row. All rows of a request have the same.");
        }

        for (int index = 0; index < values.Count; index++)
        {
            int column = names is null ? index : _index[names[index]];
            if (row[column].Value is not null)
            {
                throw new AmlInputException(InputErrors.DuplicateColumn, $"row {_rows.Count + 1}: the column '{_names[column]}' stands twice.");
            }

            row[column] = RequestCell.From(values[index], _names[column]);
        }

        _rows.Add(row);
    }

    /// <summary>Adds the pixels of a grey image as a row: pixel / 255, line after line.</summary>
    /// <param name="path">A PNG or JPEG file.</param>
    /// <param name="decimals">How many decimals the values get.</param>
    /// <param name="keepZeros">Whether trailing zeros stay, as in C's %.6f, or go, as pandas writes JSON.</param>
    /// <exception cref="AmlFileException">The file is not an image.</exception>
    /// <exception cref="AmlInputException">The image has another size than the first.</exception>
    public void AddImage(string path, int decimals, bool keepZeros)
    {
        ImagePixels image = ImagePixels.Decode(path, 1);
        if (_rows.Count == 0)
        {
            Unnamed = true;
            SetNames([.. Enumerable.Range(0, image.Values.Length).Select(index => $"{DefaultPrefix}{index}")]);
        }
        else if (image.Values.Length != _names.Count)
        {
            throw new AmlInputException(InputErrors.InvalidShape, $"the image is {image.Width} × {image.Height} pixels, and the rows before it have {_names.Count} values.", path);
        }

        string[] texts = [.. Enumerable.Range(0, 256).Select(pixel => PixelText(pixel, decimals, keepZeros))];
        _rows.Add([.. image.Values.Select(pixel => new RequestCell(RequestCellKind.Number, texts[pixel]))]);
    }

    /// <summary>Adds the rows of a CSV file.</summary>
    /// <exception cref="AmlFileException">The file cannot be read.</exception>
    /// <exception cref="AmlInputException">It is not CSV, or has other columns than the rows before.</exception>
    public void AddCsv(string path)
    {
        try
        {
            using FileStream file = FileScoring.Open(path);
            CsvBlockReader reader = new(file);
            List<string>? names = null;
            while (reader.Read() is { } block)
            {
                using (block)
                {
                    AddBlock(block, ref names);
                }
            }

            _ = names ?? throw new AmlInputException(InputErrors.Empty, "there is no text: it is empty.");
        }
        catch (AmlInputException error)
        {
            throw error.In(path);
        }
    }

    /// <summary>Gives the columns other names, in their order.</summary>
    /// <exception cref="AmlInputException">There are too few or too many.</exception>
    public void Rename(IReadOnlyList<string> names)
    {
        if (names.Count != _names.Count)
        {
            throw new AmlInputException(InputErrors.MissingColumns, $"there are {names.Count} column names for {_names.Count} columns.");
        }

        SetNames(names);
    }

    /// <summary>Makes numbers of the texts in columns that hold nothing but numbers and missing values, as pandas' read_csv does.</summary>
    internal void InferNumbers(Func<int, bool> mayBeNumber)
    {
        for (int column = 0; column < _names.Count; column++)
        {
            List<RequestCell> texts = [.. _rows.Select(row => row[column]).Where(cell => cell.Kind == RequestCellKind.Text)];
            bool numbers = texts.Count > 0 && mayBeNumber(column)
                && texts.TrueForAll(cell => RequestCell.FromNumberText(cell.Value).Kind != RequestCellKind.Text)
                && texts.Exists(cell => !RequestCell.IsMissingText(cell.Value));
            for (int row = 0; numbers && row < _rows.Count; row++)
            {
                if (_rows[row][column].Kind == RequestCellKind.Text)
                {
                    _rows[row][column] = RequestCell.FromNumberText(_rows[row][column].Value);
                }
            }
        }
    }

    /// <summary>Some of the rows.</summary>
    internal RequestTable Slice(int first, int count)
    {
        RequestTable part = new() { Unnamed = Unnamed };
        part.SetNames(_names);
        part._rows.AddRange(_rows.GetRange(first, count));
        return part;
    }

    private void AddBlock(CsvBlock block, ref List<string>? names)
    {
        CsvCells csv = new(block.Text);
        names ??= CsvRowReader.ReadHeader(ref csv);
        csv.SkipEmptyLines();
        List<object?> values = new(names.Count);
        while (!csv.AtEnd)
        {
            int begin = csv.Position;
            try
            {
                AddRecord(ref csv, names, values);
            }
            catch (AmlInputException error)
            {
                throw new AmlInputException(error.Code, $"line {block.FirstLine + CsvCells.CountLineEnds(block.Text[..begin])}: {error.Problem}", innerException: error);
            }

            csv.SkipEmptyLines();
        }
    }

    private void AddRecord(ref CsvCells csv, List<string> names, List<object?> values)
    {
        values.Clear();
        do
        {
            values.Add(System.Text.Encoding.UTF8.GetString(csv.TakeCell()));
        }
        while (csv.TakeComma());
        if (values.Count != names.Count)
        {
            throw new AmlInputException(InputErrors.InvalidShape, $"there are {values.Count} values for the {names.Count} columns of the header.");
        }

        Add(names, values);
    }

    private void SetNames(IReadOnlyList<string> names)
    {
        HashSet<string> seen = new(StringComparer.Ordinal);
        if (names.FirstOrDefault(name => !seen.Add(name)) is { } twice)
        {
            throw new AmlInputException(InputErrors.DuplicateColumn, $"the column '{twice}' stands twice. Rename one, or leave it out.");
        }

        _names.Clear();
        _names.AddRange(names);
        _index.Clear();
        for (int index = 0; index < names.Count; index++)
        {
            _index.Add(names[index], index);
        }
    }

    private static string PixelText(int pixel, int decimals, bool keepZeros)
    {
        string text = (pixel / 255.0).ToString($"F{decimals}", System.Globalization.CultureInfo.InvariantCulture);
        string shorter = text.TrimEnd('0');
        return keepZeros ? text : shorter.EndsWith('.') ? shorter + "0" : shorter;
    }
}
