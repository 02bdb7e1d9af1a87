package io.nebula.engine;

import io.nebula.connector.Compressor;
import io.nebula.connector.Routing;
import io.nebula.format.Encoder;
import io.nebula.format.OutputBuffer;
import io.nebula.record.RecordBatch;
import java.util.Arrays;

/**
 * Encodes the records of a batch route by route, and remembers which bytes are whose. What a buffer has lost again at
 * its end by the next call is forgotten. One per worker, used by one thread.
 */
final class RoutedEncoding implements Encoder {
    /** What refuses a record that there can be no file for. */
    static final String STAGE = "route";

    private final Encoder encoder;
    private final Routing routing;
    private final RouteValues values;
    private final RouteDictionary routes = new RouteDictionary();
    private final RouteGroups groups = new RouteGroups();
    private final OutputBuffer gathered = new OutputBuffer(0);

    private int[] rows = {};
    private int[] group = {};
    private int[] routeOf = {};

    /** Runs of encoded bytes, each beginning where the one before ends. */
    private int[] runRoutes = new int[16];
    private int[] runEnds = new int[16];
    private int runs;

    RoutedEncoding(Encoder encoder, Routing routing) {
        this.encoder = encoder;
        this.routing = routing;
        this.values = new RouteValues(routing.fields());
    }

    @Override
    public void encode(RecordBatch batch, OutputBuffer out) {
        forgetFrom(out.end());
        int routed = route(batch);
        batch.stage(MorselKernel.ENCODE);
        groups.of(routeOf, routed, routes.size());
        for (int i = 0; i < groups.size(); i++) {
            batch.select(group, groups.gather(i, rows, group));
            encoder.encode(batch, out);
            add(groups.route(i), out.end());
        }
        batch.select(rows, routed);
        batch.dropRejected();
    }

    /** Finds the route of each selected row, rejects those without one, and says how many the others are. Hot. */
    private int route(RecordBatch batch) {
        int selected = batch.selected();
        if (rows.length < selected) {
            rows = new int[selected];
            group = new int[selected];
            routeOf = new int[selected];
        }
        values.of(batch);
        int routed = 0;
        for (int k = 0; k < selected; k++) {
            int row = batch.selection()[k];
            OutputBuffer key = values.key(row);
            int route = routes.find(key.bytes(), key.end());
            if (route < 0) {
                route = newRoute(batch, row, key);
            }
            rows[routed] = row;
            routeOf[routed] = route;
            routed += route < 0 ? 0 : 1;
        }
        return routed;
    }

    private int newRoute(RecordBatch batch, int row, OutputBuffer key) {
        String[] texts = values.strings(row);
        String name = routing.nameOf(texts);
        if (name != null) {
            return routes.add(key.bytes(), key.end(), name);
        }
        int longest = 0;
        for (int i = 1; i < texts.length; i++) {
            longest = length(texts[i]) > length(texts[longest]) ? i : longest;
        }
        String field = batch.schema().field(routing.fields()[longest]).name();
        batch.stage(STAGE);
        batch.reject(row, "route-too-long", field, "there can be no file for this record, because the value of '"
                + field + "' makes a name in '" + routing.path() + "' longer than files may have; shorten it in a"
                + " transform before");
        return -1;
    }

    private static int length(String text) {
        return text == null ? 0 : text.length();
    }

    private void forgetFrom(int end) {
        while (runs > 0 && begin(runs - 1) >= end) {
            runs--;
        }
        if (runs > 0) {
            runEnds[runs - 1] = Math.min(runEnds[runs - 1], end);
        }
    }

    private int begin(int run) {
        return run == 0 ? 0 : runEnds[run - 1];
    }

    private void add(int route, int end) {
        if (begin(runs) == end) {
            return;
        }
        if (runs > 0 && runRoutes[runs - 1] == route) {
            runs--;
        } else if (runs == runEnds.length) {
            runRoutes = Arrays.copyOf(runRoutes, 2 * runs);
            runEnds = Arrays.copyOf(runEnds, 2 * runs);
        }
        runRoutes[runs] = route;
        runEnds[runs++] = end;
    }

    /** Whose the bytes of a buffer are that was encoded to. */
    RouteParts parts(OutputBuffer encoded) {
        group(encoded);
        RouteParts parts = new RouteParts(runs);
        for (int i = 0; i < groups.size(); i++) {
            for (int place = groups.begin(i); place < groups.end(i); place++) {
                int run = groups.member(place);
                parts.add(routes.name(groups.route(i)), begin(run), runEnds[run]);
            }
        }
        return parts;
    }

    /** Compresses the bytes of a buffer that was encoded to, each route's by themselves; says whose they then are. */
    RouteParts compress(OutputBuffer encoded, Compressor compressor, OutputBuffer compressed) {
        group(encoded);
        RouteParts parts = new RouteParts(groups.size());
        for (int i = 0; i < groups.size(); i++) {
            gathered.clear();
            for (int place = groups.begin(i); place < groups.end(i); place++) {
                int run = groups.member(place);
                gathered.append(encoded.bytes(), begin(run), runEnds[run] - begin(run));
            }
            int start = compressed.end();
            compressor.compress(gathered.bytes(), 0, gathered.end(), compressed);
            parts.add(routes.name(groups.route(i)), start, compressed.end());
        }
        return parts;
    }

    private void group(OutputBuffer encoded) {
        forgetFrom(encoded.end());
        groups.of(runRoutes, runs, routes.size());
    }
}
