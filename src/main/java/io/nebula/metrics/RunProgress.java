package io.nebula.metrics;

import java.util.Arrays;

/**
 * How far a run has come. Written by the thread that settles results, read by anyone; each number is current on its own,
 * not all of them at one instant.
 */
public final class RunProgress {
    private final long totalBytes;
    private final long totalRecords;
    private volatile long read;
    private volatile long bytesRead;
    private volatile long written;
    private volatile long rejected;
    private volatile long resumedBytes;
    private final WorkerLoad[] loads;
    private volatile long resumedFrom;

    /** @param totalBytes bytes of the source as stored, or -1 @param totalRecords records of the source, or -1 */
    public RunProgress(long totalBytes, long totalRecords) {
        this(totalBytes, totalRecords, 1);
    }

    /** The same. @param workers how many there are */
    public RunProgress(long totalBytes, long totalRecords, int workers) {
        this.totalBytes = totalBytes;
        this.totalRecords = totalRecords;
        this.loads = new WorkerLoad[workers];
        Arrays.setAll(loads, worker -> new WorkerLoad());
    }

    public int workers() {
        return loads.length;
    }

    /** How long the worker of that number, from 0, has been at work. */
    public WorkerLoad load(int worker) {
        return loads[worker];
    }

    /** Publishes the counts of the records settled so far; one writer. */
    public void settled(long read, long bytesRead, long written) {
        this.read = read;
        this.bytesRead = bytesRead;
        this.written = written;
    }

    /** Begins where earlier runs of the job have stopped. */
    public void resumed(long read, long bytesRead, long written) {
        resumedFrom = read;
        resumedBytes = bytesRead;
        settled(read, bytesRead, written);
    }

    /** Publishes how many of the settled records were rejected; one writer. */
    public void rejected(long records) {
        rejected = records;
    }

    /** How many of the records read were rejected. */
    public long rejected() {
        return rejected;
    }

    /** How many of the records read were settled by earlier runs. */
    public long resumedFrom() {
        return resumedFrom;
    }

    /** How many of the bytes read were settled by earlier runs. */
    public long resumedBytes() {
        return resumedBytes;
    }

    public long read() {
        return read;
    }

    public long bytesRead() {
        return bytesRead;
    }

    public long written() {
        return written;
    }

    /** The part of the input that earlier runs had done, 0 to 1; 0 if its size is not known. */
    public double resumedFraction() {
        if (totalBytes > 0) {
            return Math.min(1, (double) resumedBytes / totalBytes);
        }
        return totalRecords > 0 ? Math.min(1, (double) resumedFrom / totalRecords) : 0;
    }

    /** The part of the input that is done, 0 to 1; -1 if its size is not known. */
    public double fraction() {
        if (totalBytes > 0) {
            return Math.min(1, (double) bytesRead / totalBytes);
        }
        return totalRecords > 0 ? Math.min(1, (double) read / totalRecords) : -1;
    }
}
