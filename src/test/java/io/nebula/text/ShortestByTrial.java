package io.nebula.text;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;

/** The shortest decimal that rounds to a double, found by trying each number of digits: slow and obviously right. */
final class ShortestByTrial {
    private ShortestByTrial() {}

    static BigDecimal of(double value) {
        BigDecimal exact = new BigDecimal(value);
        for (int digits = 1; ; digits++) {
            BigDecimal inner = exact.round(new MathContext(digits, RoundingMode.DOWN));
            BigDecimal outer = exact.round(new MathContext(digits, RoundingMode.UP));
            boolean innerFits = Double.parseDouble(inner.toString()) == value;
            boolean outerFits = Double.parseDouble(outer.toString()) == value;
            if (innerFits && outerFits) {
                return closest(exact, inner, outer);
            }
            if (innerFits || outerFits) {
                return (innerFits ? inner : outer).stripTrailingZeros();
            }
        }
    }

    private static BigDecimal closest(BigDecimal exact, BigDecimal inner, BigDecimal outer) {
        int order = exact.subtract(inner).abs().compareTo(outer.subtract(exact).abs());
        boolean tieToInner = order == 0 && !inner.unscaledValue().testBit(0);
        return (order < 0 || tieToInner ? inner : outer).stripTrailingZeros();
    }
}
