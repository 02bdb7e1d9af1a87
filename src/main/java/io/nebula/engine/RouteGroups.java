package io.nebula.engine;

/** Brings together what has the same route, in the order in which the routes first come. Reused. */
final class RouteGroups {
    private int[] counts = {};
    private int[] routes = {};
    private int[] ends = {};
    private int[] members = {};
    private int groups;

    /**
     * @param routeOf what route each item has
     * @param count how many items there are
     * @param known one more than the highest route
     */
    void of(int[] routeOf, int count, int known) {
        makeRoom(count, known);
        groups = 0;
        for (int i = 0; i < count; i++) {
            if (counts[routeOf[i]]++ == 0) {
                routes[groups++] = routeOf[i];
            }
        }
        int end = 0;
        for (int group = 0; group < groups; group++) {
            int begin = end;
            end += counts[routes[group]];
            ends[group] = end;
            counts[routes[group]] = begin;
        }
        for (int i = 0; i < count; i++) {
            members[counts[routeOf[i]]++] = i;
        }
        for (int group = 0; group < groups; group++) {
            counts[routes[group]] = 0;
        }
    }

    private void makeRoom(int count, int known) {
        if (counts.length < known) {
            counts = new int[Math.max(known, 2 * counts.length)];
        }
        if (members.length < count) {
            members = new int[count];
            routes = new int[count];
            ends = new int[count];
        }
    }

    int size() {
        return groups;
    }

    int route(int group) {
        return routes[group];
    }

    /** Where a group's members begin in {@link #member}. */
    int begin(int group) {
        return group == 0 ? 0 : ends[group - 1];
    }

    int end(int group) {
        return ends[group];
    }

    /** Which item stands there; within a group in ascending order. */
    int member(int place) {
        return members[place];
    }

    /** Copies the items of a group that stand in {@code items} by number, and says how many there are. */
    int gather(int group, int[] items, int[] out) {
        int begin = begin(group);
        int count = ends[group] - begin;
        for (int i = 0; i < count; i++) {
            out[i] = items[members[begin + i]];
        }
        return count;
    }
}
