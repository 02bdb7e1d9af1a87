package io.nebula.simulation;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;

/**
 * What a disk holds as programs see it, and what would be left of it if the power failed now: of every file what was written
 * until it was last forced, of every directory the names that were there when it was last forced, and of all that came since
 * whatever chance leaves. A change of names, such as a move, is left whole or not at all.
 */
final class Disk {
    private static final Disk.Node[] NONE = {};

    private final Node root = new Node(0, true);
    private long nodes;
    private final List<Change> changes = new ArrayList<>();

    /** A file, or a directory. */
    static final class Node {
        final long id;
        final boolean directory;
        final TreeMap<String, Node> names = new TreeMap<>();
        private final TreeMap<String, Node> keptNames = new TreeMap<>();
        private final List<Edit> edits = new ArrayList<>();
        byte[] bytes = new byte[0];
        int size;
        private byte[] keptBytes = bytes;
        private int keptSize;
        long changed;
        /** Who has locked it; null if nobody. */
        Object lock;
        /** Whether somebody writes to it behind everybody's back, see {@link Mapped}. */
        Mapped mapped;

        private Node(long id, boolean directory) {
            this.id = id;
            this.directory = directory;
        }

        void write(int at, byte[] source, int from, int length) {
            byte[] copy = Arrays.copyOfRange(source, from, from + length);
            bytes = written(bytes, size, at, copy);
            size = Math.max(size, at + length);
            edits.add(new Edit(at, copy));
        }

        void truncate(int to) {
            if (to < size) {
                size = to;
                edits.add(new Edit(to, null));
            }
        }

        byte[] content() {
            if (mapped != null) {
                mapped.copyTo(this);
            }
            return Arrays.copyOf(bytes, size);
        }

        private static byte[] written(byte[] into, int size, int at, byte[] more) {
            byte[] result = into;
            if (at + more.length > into.length) {
                result = Arrays.copyOf(into, Math.max(2 * into.length, at + more.length));
            }
            if (at > size) {
                Arrays.fill(result, size, at, (byte) 0);
            }
            System.arraycopy(more, 0, result, at, more.length);
            return result;
        }

        private void keep(Edit edit) {
            if (edit.bytes == null) {
                keptSize = Math.min(keptSize, edit.at);
                return;
            }
            byte[] into = keptBytes == bytes ? Arrays.copyOf(keptBytes, keptBytes.length) : keptBytes;
            keptBytes = written(into, keptSize, edit.at, edit.bytes);
            keptSize = Math.max(keptSize, edit.at + edit.bytes.length);
        }

        private void keepAll() {
            edits.forEach(this::keep);
            edits.clear();
        }

        private void fall() {
            bytes = keptBytes;
            size = keptSize;
            keptBytes = Arrays.copyOf(bytes, bytes.length);
            edits.clear();
            names.clear();
            names.putAll(keptNames);
        }
    }

    /** Bytes written at a place; without any, the file was cut there. */
    private record Edit(int at, byte[] bytes) {}

    /** What a name in a directory leads to from now on; to nothing if the node is null. */
    record Name(Node directory, String name, Node node) {}

    /** Names that change together. */
    private record Change(List<Name> names) {
        boolean touches(Node directory) {
            return names.stream().anyMatch(name -> name.directory == directory);
        }

        void keep() {
            names.forEach(name -> put(name.directory.keptNames, name));
        }
    }

    private static void put(Map<String, Node> names, Name name) {
        if (name.node == null) {
            names.remove(name.name);
        } else {
            names.put(name.name, name.node);
        }
    }

    Node root() {
        return root;
    }

    Node file() {
        return new Node(++nodes, false);
    }

    Node directory() {
        return new Node(++nodes, true);
    }

    /** The node of an absolute path; null if there is none. */
    Node find(String path) {
        Node node = root;
        for (String name : path.split("/")) {
            if (!name.isEmpty()) {
                node = node == null || !node.directory ? null : node.names.get(name);
            }
        }
        return node;
    }

    void change(Name... names) {
        change(List.of(names));
    }

    private void change(List<Name> names) {
        names.forEach(name -> put(name.directory.names, name));
        changes.add(new Change(names));
    }

    /** What has been done to the file, or to the names in the directory, is left whatever happens. */
    void force(Node node) {
        node.keepAll();
        for (Change change : changes.toArray(new Change[0])) {
            if (change.touches(node)) {
                change.keep();
                changes.remove(change);
            }
        }
    }

    /**
     * The disk could not keep what was to be forced. What was written to the file is seen until the power fails, and never
     * tried again; names are kept in a journal, which the next one that forces them goes on with.
     */
    void forget(Node node) {
        node.edits.clear();
    }

    /** Everything is kept. */
    void forceAll() {
        for (Node node : nodes()) {
            force(node);
        }
    }

    /** The power fails. */
    void fail(SplittableRandom random) {
        for (Node node : nodes()) {
            if (!node.directory) {
                if (node.mapped != null) {
                    node.mapped.copyTo(node);
                    node.mapped = null;
                }
                left(node.edits, random).forEach(node::keep);
            }
        }
        left(changes, random).forEach(Change::keep);
        changes.clear();
        reachable().forEach(Node::fall);
        unlock();
    }

    /** The process dies, and nothing is lost. */
    void kill() {
        unlock();
    }

    private void unlock() {
        for (Node node : nodes()) {
            node.lock = null;
            if (node.mapped != null) {
                node.mapped.copyTo(node);
                node.mapped = null;
            }
        }
    }

    /** All or nothing of what has not been forced, or the beginning of it, or any part of it. */
    private static <T> List<T> left(List<T> unforced, SplittableRandom random) {
        List<T> left = new ArrayList<>(unforced);
        switch (random.nextInt(4)) {
            case 0 -> left.clear();
            case 1 -> left.subList(random.nextInt(left.size() + 1), left.size()).clear();
            case 2 -> left.removeIf(edit -> random.nextBoolean());
            default -> { }
        }
        return left;
    }

    private List<Node> nodes() {
        List<Node> nodes = new ArrayList<>();
        collect(root, nodes, false);
        return nodes;
    }

    /** What can be found now, or could after the power has failed. */
    private List<Node> reachable() {
        List<Node> nodes = new ArrayList<>();
        collect(root, nodes, true);
        return nodes;
    }

    private static void collect(Node node, List<Node> into, boolean keptToo) {
        if (into.contains(node)) {
            return;
        }
        into.add(node);
        for (Node child : node.names.values().toArray(NONE)) {
            collect(child, into, keptToo);
        }
        if (keptToo) {
            for (Node child : node.keptNames.values().toArray(NONE)) {
                collect(child, into, true);
            }
        }
    }

    /** The paths of all files. */
    List<String> files() {
        List<String> files = new ArrayList<>();
        list(root, "", files);
        return files;
    }

    private static void list(Node node, String path, List<String> files) {
        if (!node.directory) {
            files.add(path);
        }
        node.names.forEach((name, child) -> list(child, path + "/" + name, files));
    }
}
