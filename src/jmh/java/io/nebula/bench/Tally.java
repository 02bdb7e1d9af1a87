package io.nebula.bench;

import io.nebula.record.DoubleColumn;
import io.nebula.record.LongColumn;
import io.nebula.record.RecordBatch;

/**
 * Takes results: counts them, and adds up a number that depends on which record got which value, but not on the order.
 * For one thread; engines that deliver on several have one each, merged at the end. Single numbers are added up in the order
 * of their arrival too.
 */
final class Tally {
    private long records;
    private long checksum;
    private long inOrder;

    void take(Object result) {
        if (result instanceof RecordBatch batch) {
            takeColumns(batch);
        } else if (result instanceof Event[] events) {
            for (Event event : events) {
                take(event.id(), event.value());
            }
        } else if (result instanceof Double number) {
            take(number.doubleValue());
        } else {
            Event event = (Event) result;
            take(event.id(), event.value());
        }
    }

    private void takeColumns(RecordBatch batch) {
        long[] ids = ((LongColumn) batch.column(0)).values();
        double[] values = ((DoubleColumn) batch.column(2)).values();
        for (int row = 0; row < batch.rows(); row++) {
            take(ids[row], values[row]);
        }
    }

    private void take(long id, double value) {
        records++;
        checksum += Double.doubleToRawLongBits(value) * (2 * id + 1);
    }

    private void take(double number) {
        long bits = Double.doubleToRawLongBits(number);
        records++;
        checksum += bits;
        inOrder += bits * (2 * records + 1);
    }

    void add(Tally other) {
        records += other.records;
        checksum += other.checksum;
    }

    long records() {
        return records;
    }

    long checksum() {
        return checksum;
    }

    /** Of single numbers: differs where two have changed places. Meaningless once another has been added. */
    long inOrder() {
        return inOrder;
    }
}
