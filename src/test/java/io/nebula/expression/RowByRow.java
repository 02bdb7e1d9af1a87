package io.nebula.expression;

import io.nebula.record.Schema;
import io.nebula.record.ValueType;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The meaning of expressions, one row and one boxed value at a time: slow and obvious. */
final class RowByRow {
    static final Object ERROR = "<error>";
    private static final BigInteger MIN = BigInteger.valueOf(Long.MIN_VALUE);
    private static final BigInteger MAX = BigInteger.valueOf(Long.MAX_VALUE);

    private final Schema schema;
    private final Object[] row;

    private RowByRow(Schema schema, Object[] row) {
        this.schema = schema;
        this.row = row;
    }

    static final class Failure extends RuntimeException {
        private static final long serialVersionUID = 1;
    }

    /** The value, null, or {@link #ERROR}. */
    static Object value(Syntax syntax, Schema schema, Object[] row) {
        try {
            return new RowByRow(schema, row).value(syntax);
        } catch (Failure e) {
            return ERROR;
        }
    }

    private Object value(Syntax syntax) {
        if (syntax instanceof Syntax.Literal literal) {
            return literal.value();
        }
        if (syntax instanceof Syntax.Name name) {
            return row[schema.indexOf(name.name())];
        }
        if (syntax instanceof Syntax.Cast cast) {
            return cast(value(cast.value()), cast.target());
        }
        if (syntax instanceof Syntax.Case choice) {
            for (int i = 0; i < choice.branches().size(); i += 2) {
                if (Boolean.TRUE.equals(value(choice.branches().get(i)))) {
                    return value(choice.branches().get(i + 1));
                }
            }
            return value(choice.otherwise());
        }
        return call((Syntax.Call) syntax);
    }

    private static Object cast(Object value, ValueType target) {
        if (value == null) {
            return null;
        }
        try {
            return switch (target) {
                case LONG -> Long.parseLong((String) value);
                case DOUBLE -> (Object) ((Number) value).doubleValue();
                default -> value.toString();
            };
        } catch (NumberFormatException e) {
            throw new Failure();
        }
    }

    private Object call(Syntax.Call call) {
        List<Syntax> arguments = call.arguments();
        switch (call.function()) {
            case "and", "or" -> {
                boolean decisive = call.function().equals("or");
                Object left = value(arguments.get(0));
                if (left != null && (Boolean) left == decisive) {
                    return left;
                }
                Object right = value(arguments.get(1));
                if (right != null && (Boolean) right == decisive) {
                    return right;
                }
                return left == null || right == null ? null : (Object) !decisive;
            }
            case "try" -> {
                try {
                    return value(arguments.get(0));
                } catch (Failure e) {
                    return null;
                }
            }
            case "coalesce" -> {
                for (Syntax argument : arguments) {
                    Object value = value(argument);
                    if (value != null) {
                        return value;
                    }
                }
                return null;
            }
            case "if" -> {
                // the random expressions use it for doubles only
                Object chosen = value(arguments.get(Boolean.TRUE.equals(value(arguments.get(0))) ? 1 : 2));
                return chosen == null ? null : (Object) number(chosen);
            }
            case "nullif" -> {
                Object left = value(arguments.get(0));
                Object right = value(arguments.get(1));
                return left != null && left.equals(right) ? null : left;
            }
            case "in" -> {
                return in(arguments);
            }
            default -> {
                List<Object> values = new ArrayList<>();
                arguments.forEach(argument -> values.add(value(argument)));
                if (call.function().equals("is null")) {
                    return values.get(0) == null;
                }
                return values.contains(null) ? null : strict(call, values);
            }
        }
    }

    private Object in(List<Syntax> arguments) {
        Object value = value(arguments.get(0));
        boolean unknown = value == null;
        for (Syntax argument : arguments.subList(1, arguments.size())) {
            Object other = value(argument);
            unknown |= other == null;
            if (value != null && value.equals(other)) {
                return true;
            }
        }
        return unknown ? null : false;
    }

    private Object strict(Syntax.Call call, List<Object> v) {
        Object a = v.get(0);
        Object b = v.size() > 1 ? v.get(1) : null;
        return switch (call.function()) {
            case "+", "-", "*", "%" -> arithmetic(call.function(), (Number) a, (Number) b);
            case "/" -> {
                if (number(b) == 0) {
                    throw new Failure();
                }
                yield number(a) / number(b);
            }
            case "negate" -> a instanceof Long l ? fit(BigInteger.valueOf(l).negate()) : (Object) (-number(a));
            case "abs" -> a instanceof Long l ? fit(BigInteger.valueOf(l).abs()) : (Object) Math.abs(number(a));
            case "not" -> !(Boolean) a;
            case "=" -> order(call, a, b, 0);
            case "<>" -> order(call, a, b, 1);
            case "<" -> order(call, a, b, 2);
            case "<=" -> order(call, a, b, 3);
            case ">" -> order(call, a, b, 4);
            case ">=" -> order(call, a, b, 5);
            case "sqrt" -> checked(number(a) >= 0 || Double.isNaN(number(a)), Math.sqrt(number(a)));
            case "ln" -> checked(number(a) > 0 || Double.isNaN(number(a)), Math.log(number(a)));
            case "floor" -> Math.floor(number(a));
            case "ceil" -> Math.ceil(number(a));
            case "least" -> Math.min(number(a), number(b));
            case "||" -> a.toString() + b;
            case "length" -> (long) ((String) a).codePointCount(0, ((String) a).length());
            case "upper" -> ((String) a).toUpperCase(Locale.ROOT);
            case "reverse" -> new StringBuilder((String) a).reverse().toString();
            case "replace" -> b.equals("") ? a : ((String) a).replace((String) b, (String) v.get(2));
            case "substring" -> substring((String) a, (Long) b, (Long) v.get(2));
            case "position" -> (long) ((String) a).indexOf((String) b) + 1;
            case "regex_extract" -> {
                Matcher matcher = Pattern.compile((String) b).matcher((String) a);
                yield matcher.find() ? matcher.group(1) : null;
            }
            case "regex_replace" -> ((String) a).replaceAll((String) b, (String) v.get(2));
            case "json_text" -> SlowJson.at((String) a, (String) b).map(Object::toString).orElse(null);
            case "json_long" -> SlowJson.at((String) a, (String) b).map(found -> checked(found instanceof Long, found))
                    .orElse(null);
            case "json_length" -> SlowJson.at((String) a, (String) b).map(found -> {
                checked(found instanceof Collection, found);
                return (Object) (long) ((Collection<?>) found).size();
            }).orElse(null);
            case "like" -> ((String) a).matches("(?s)" + ((String) b).replace("%", ".*").replace("_", "."));
            case "year" -> (long) day(call, a).getYear();
            case "month" -> (long) day(call, a).getMonthValue();
            case "day" -> (long) day(call, a).getDayOfMonth();
            case "day_of_week" -> (long) day(call, a).getDayOfWeek().getValue();
            default -> throw new IllegalArgumentException(call.function());
        };
    }

    private static Object checked(boolean defined, Object value) {
        if (!defined) {
            throw new Failure();
        }
        return value;
    }

    private static String substring(String text, long from, long length) {
        StringBuilder result = new StringBuilder();
        int[] points = text.codePoints().toArray();
        for (int i = 0; i < points.length; i++) {
            if (i + 1 >= from && i + 1 < from + length) {
                result.appendCodePoint(points[i]);
            }
        }
        return result.toString();
    }

    private LocalDate day(Syntax.Call call, Object value) {
        boolean date = ((Syntax.Name) call.arguments().get(0)).name().equals("d");
        return date ? LocalDate.ofEpochDay((Long) value)
                : Instant.EPOCH.plus((Long) value, ChronoUnit.MICROS).atZone(ZoneOffset.UTC).toLocalDate();
    }

    private static double number(Object value) {
        return ((Number) value).doubleValue();
    }

    private static Object arithmetic(String operator, Number a, Number b) {
        if (operator.equals("%") && b.doubleValue() == 0) {
            throw new Failure();
        }
        if (a instanceof Long && b instanceof Long) {
            BigInteger x = BigInteger.valueOf(a.longValue());
            BigInteger y = BigInteger.valueOf(b.longValue());
            return fit(switch (operator) {
                case "+" -> x.add(y);
                case "-" -> x.subtract(y);
                case "*" -> x.multiply(y);
                default -> x.remainder(y);
            });
        }
        double x = a.doubleValue();
        double y = b.doubleValue();
        return switch (operator) {
            case "+" -> x + y;
            case "-" -> x - y;
            case "*" -> x * y;
            default -> x % y;
        };
    }

    private static Long fit(BigInteger value) {
        if (value.compareTo(MIN) < 0 || value.compareTo(MAX) > 0) {
            throw new Failure();
        }
        return value.longValue();
    }

    private Object order(Syntax.Call call, Object a, Object b, int operator) {
        if (a instanceof Boolean) {
            return (operator == 0) == a.equals(b);
        }
        if (a instanceof String) {
            return holds(Arrays.compareUnsigned(((String) a).getBytes(StandardCharsets.UTF_8),
                    ((String) b).getBytes(StandardCharsets.UTF_8)), operator);
        }
        if (a instanceof Long && b instanceof Long) {
            boolean days = call.arguments().get(0) instanceof Syntax.Name name && name.name().equals("d");
            long left = days ? (Long) a * 86_400_000_000L : (Long) a;
            return holds(Long.compare(left, (Long) b), operator);
        }
        double x = number(a);
        double y = number(b);
        return switch (operator) {
            case 0 -> x == y;
            case 1 -> x != y;
            case 2 -> x < y;
            case 3 -> x <= y;
            case 4 -> x > y;
            default -> x >= y;
        };
    }

    private static boolean holds(int order, int operator) {
        return switch (operator) {
            case 0 -> order == 0;
            case 1 -> order != 0;
            case 2 -> order < 0;
            case 3 -> order <= 0;
            case 4 -> order > 0;
            default -> order >= 0;
        };
    }
}
