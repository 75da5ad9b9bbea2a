using System.Collections.Concurrent;
using System.Linq.Expressions;
using System.Reflection;
using System.Reflection.Emit;
using AmlEndpoints.Online;
using AmlEndpoints.Scoring;

namespace AmlEndpoints.Prediction;

/// <summary>
/// Makes a .NET type with a field for each name, which PowerShell shows as a property. An object with ten numbers takes a hundred bytes of it;
/// as a PSCustomObject it takes three thousand in forty pieces, and the garbage collector becomes the slowest part of a prediction.
/// </summary>
internal static class RecordType
{
    private static readonly ConcurrentDictionary<string, Func<Predictions, int, PredictionRecord>> _factories = new(StringComparer.Ordinal);
    private static readonly ConcurrentDictionary<string, Func<object?[], PredictionRecord>> _answerFactories = new(StringComparer.Ordinal);

    /// <summary>What makes the record of a row.</summary>
    /// <exception cref="AmlInputException">Two names differ in nothing but their case, which PowerShell's properties cannot.</exception>
    public static Func<Predictions, int, PredictionRecord> FactoryFor(Predictions predictions)
    {
        string key = string.Join('\n', predictions.Names.Select((name, column) => $"{predictions.TypeOf(column)} {name}"));
        return _factories.GetOrAdd(key, _ => Compile(predictions));
    }

    /// <summary>What makes the record of a row of an endpoint's answer.</summary>
    /// <exception cref="AmlInputException">Two names differ in nothing but their case, which PowerShell's properties cannot.</exception>
    public static Func<object?[], PredictionRecord> FactoryFor(PredictionAnswer answer)
    {
        string key = string.Join('\n', answer.Names.Select((name, column) => $"{answer.Types[column]} {name}"));
        return _answerFactories.GetOrAdd(key, _ => Compile(answer));
    }

    private static Func<object?[], PredictionRecord> Compile(PredictionAnswer answer)
    {
        Type record = Define(answer.Names, answer.Types);
        ParameterExpression row = Expression.Parameter(typeof(object?[]));
        Func<object?, object?> wrap = PredictionObjects.Wrap;
        IEnumerable<MemberBinding> values = answer.Names.Select((name, column) =>
        {
            Expression value = Expression.ArrayIndex(row, Expression.Constant(column));
            Type type = answer.Types[column];
            return Expression.Bind(record.GetField(name)!, type == typeof(object) ? Expression.Call(wrap.Method, value) : Expression.Convert(value, type));
        });
        return Expression.Lambda<Func<object?[], PredictionRecord>>(Expression.MemberInit(Expression.New(record), values), row).Compile();
    }

    private static Func<Predictions, int, PredictionRecord> Compile(Predictions predictions)
    {
        Type record = Define(predictions.Names, [.. Enumerable.Range(0, predictions.Names.Count).Select(predictions.TypeOf)]);
        ParameterExpression source = Expression.Parameter(typeof(Predictions));
        ParameterExpression row = Expression.Parameter(typeof(int));
        IEnumerable<MemberBinding> values = predictions.Names.Select((name, column) =>
            Expression.Bind(record.GetField(name)!, Value(source, row, column, predictions.TypeOf(column))));
        return Expression.Lambda<Func<Predictions, int, PredictionRecord>>(Expression.MemberInit(Expression.New(record), values), source, row).Compile();
    }

    private static MethodCallExpression Value(Expression source, Expression row, int column, Type type) => type == typeof(object)
        ? Expression.Call(((Func<Predictions, int, int, object?>)PredictionObjects.GetValue).Method, source, row, Expression.Constant(column))
        : Expression.Call(source, nameof(Predictions.GetValue), [type], row, Expression.Constant(column));

    private static Type Define(IReadOnlyList<string> names, IReadOnlyList<Type> types)
    {
        HashSet<string> seen = new(StringComparer.OrdinalIgnoreCase);
        AssemblyBuilder assembly = AssemblyBuilder.DefineDynamicAssembly(new AssemblyName("AmlEndpoints.Predictions"), AssemblyBuilderAccess.Run);
        TypeBuilder type = assembly.DefineDynamicModule("AmlEndpoints.Predictions").DefineType("AmlEndpoints.Prediction", TypeAttributes.Public | TypeAttributes.Sealed, typeof(PredictionRecord));
        for (int column = 0; column < names.Count; column++)
        {
            string name = names[column];
            _ = seen.Add(name) ? type.DefineField(name, types[column], FieldAttributes.Public) : throw PredictionObjects.SameName(name);
        }

        return type.CreateType();
    }
}
