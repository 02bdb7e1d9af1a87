package io.nebula.soak;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * How a figure has developed: medians of the second and the last third of its samples, and the straight line through these two
 * thirds. The first third is left out, in which a process still warms up.
 *
 * @param risePerSample slope of the line of least squares
 */
record Trend(double second, double last, double risePerSample, int samples) {
    static Trend of(List<Double> samples) {
        int third = samples.size() / 3;
        return new Trend(median(samples.subList(third, 2 * third)), median(samples.subList(2 * third, samples.size())),
                slope(samples.subList(third, samples.size())), samples.size());
    }

    /** Whether the last third is no more than that above the second. */
    boolean isFlat(double allowedPart, double allowed) {
        return last <= second * (1 + allowedPart) + allowed;
    }

    private static double median(List<Double> samples) {
        double[] sorted = samples.stream().mapToDouble(Double::doubleValue).sorted().toArray();
        return sorted.length == 0 ? 0 : (sorted[(sorted.length - 1) / 2] + sorted[sorted.length / 2]) / 2;
    }

    private static double slope(List<Double> samples) {
        double meanX = (samples.size() - 1) / 2.0;
        double[] y = samples.stream().mapToDouble(Double::doubleValue).toArray();
        double meanY = Arrays.stream(y).average().orElse(0);
        double above = 0;
        double below = 0;
        for (int x = 0; x < y.length; x++) {
            above += (x - meanX) * (y[x] - meanY);
            below += (x - meanX) * (x - meanX);
        }
        return below == 0 ? 0 : above / below;
    }

    @Override
    public String toString() {
        return String.format(Locale.ROOT, "%.1f in the second third, %.1f in the last, %+.4f per sample, %d samples", second,
                last, risePerSample, samples);
    }
}
