package io.nebula.connector;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * Where the files of a routed output are: the unfinished ones, by number, in one state directory, together with the
 * listings of its last checkpoints.
 */
final class RouteFiles {
    /** One more than there are manifests that may point to a listing: the next manifest is not there yet. */
    private static final int KEPT_LISTINGS = 3;
    private static final String PART = "part-";
    private static final String LISTING = "routes-";

    private final StateDirectory state;
    private final Path base;
    private final boolean overwrite;
    private final ArrayDeque<Path> listings = new ArrayDeque<>();

    RouteFiles(StateDirectory state, Path base, boolean overwrite) {
        this.state = state;
        this.base = base;
        this.overwrite = overwrite;
    }

    StateDirectory state() {
        return state;
    }

    UnfinishedFile file(int number, String name) throws IOException {
        Path partial = state.directory().resolve(PART + number);
        try {
            Path file = base.resolve(name);
            if (!Directories.real(file).startsWith(Directories.real(base))) {
                throw new IOException(file + ": a symbolic link leads out of '" + base + "', where the values of records are"
                        + " not to lead; remove the link, or name what it leads to in the path of the sink");
            }
            return new UnfinishedFile(partial, file, overwrite);
        } catch (InvalidPathException e) {
            throw new IOException(base + ": there can be no file '" + name + "' below it (" + e.getMessage() + "); if"
                    + " the name has letters that the locale has not, set LC_ALL=C.UTF-8", e);
        }
    }

    /** Puts a listing on disk, where {@link #read} finds it, and forgets those that nobody can ask for any more. */
    void write(RouteListing listing) throws IOException {
        Path path = listing(listing.mark());
        if (path.equals(listings.peekLast())) {
            return;
        }
        Path draft = state.directory().resolve(LISTING + "new");
        try (FileChannel channel = FileChannel.open(draft, StandardOpenOption.CREATE, StandardOpenOption.WRITE,
                StandardOpenOption.TRUNCATE_EXISTING)) {
            ByteBuffer bytes = ByteBuffer.wrap(listing.text().getBytes(StandardCharsets.UTF_8));
            while (bytes.hasRemaining()) {
                channel.write(bytes);
            }
            channel.force(true);
        }
        CrashPoints.reach("listing-forced");
        Files.move(draft, path, StandardCopyOption.ATOMIC_MOVE);
        Directories.force(state.directory());
        CrashPoints.reach("listing-named");
        listings.remove(path);
        listings.addLast(path);
        while (listings.size() > KEPT_LISTINGS) {
            Files.deleteIfExists(listings.removeFirst());
        }
    }

    /**
     * The listing of a checkpoint; those of others are kept as if they had been written before it.
     *
     * @throws IOException if it is not there, or damaged
     */
    RouteListing read(OutputMark mark) throws IOException {
        Path path = listing(mark);
        if (!Files.isRegularFile(path)) {
            throw new IOException(path + ": is gone, and what it told of earlier runs with it; start again from the"
                    + " beginning with --restart");
        }
        RouteListing listing = RouteListing.parse(Files.readString(path));
        if (!listing.mark().equals(mark)) {
            throw new IOException(path + ": is damaged; start again from the beginning with --restart");
        }
        for (Path each : named(LISTING)) {
            if (!each.equals(path)) {
                listings.addLast(each);
            }
        }
        listings.addLast(path);
        return listing;
    }

    private Path listing(OutputMark mark) {
        return state.directory().resolve(String.format("%s%d-%08x", LISTING, mark.bytes(), mark.crc()));
    }

    /** Removes the unfinished files of earlier runs from that number on. */
    void removeParts(int from) throws IOException {
        for (Path each : named(PART)) {
            if (Integer.parseInt(each.getFileName().toString().substring(PART.length())) >= from) {
                Files.deleteIfExists(each);
            }
        }
    }

    /** Removes all listings. */
    void removeListings() throws IOException {
        for (Path each : named(LISTING)) {
            Files.deleteIfExists(each);
        }
    }

    /** The files whose names begin like that, the oldest first. */
    private List<Path> named(String prefix) throws IOException {
        Map<Path, FileTime> changed = new TreeMap<>();
        for (Path each : Directories.named(state.directory(), prefix)) {
            changed.put(each, Files.getLastModifiedTime(each));
        }
        return changed.keySet().stream().sorted(Comparator.comparing(changed::get)).toList();
    }

    /**
     * Puts all files in their places and tidies up.
     *
     * @param again whether an earlier run may have begun with it
     */
    void publish(RouteListing listing, boolean again, boolean durable) throws IOException {
        Set<Path> directories = new LinkedHashSet<>();
        Set<Object> placed = new HashSet<>();
        Path top = Directories.existing(base.resolve("x"));
        for (int number = 0; number < listing.entries().size(); number++) {
            RouteListing.Entry entry = listing.entries().get(number);
            UnfinishedFile file = file(number, entry.name());
            Path directory = file.output().toAbsolutePath().getParent();
            create(directory);
            refuseSame(file, placed);
            if (again) {
                file.placeAgain(entry.mark());
            } else {
                file.place();
            }
            placed.add(key(file.output()));
            directories.add(directory);
        }
        if (durable) {
            for (Path directory : directories) {
                Directories.force(directory, top);
            }
            CrashPoints.reach("publication-forced");
        }
        for (int number = 0; number < listing.entries().size(); number++) {
            file(number, listing.entries().get(number).name()).forgetPartial();
        }
        removeListings();
        state.remove();
    }

    private static void create(Path directory) throws IOException {
        try {
            Files.createDirectories(directory);
        } catch (IOException e) {
            throw new IOException(directory + ": cannot be created (" + Reason.of(e)
                    + "); take away what is there instead, and run again", e);
        }
    }

    /** Two names may be those of the same file: by symbolic links, or where the case of letters does not count. */
    private static void refuseSame(UnfinishedFile file, Set<Object> placed) throws IOException {
        if (Files.exists(file.partial()) && Files.exists(file.output()) && placed.contains(key(file.output()))
                && !Files.isSameFile(file.partial(), file.output())) {
            throw new IOException(file.output() + ": is the same file as another one of this output; what was written"
                    + " is complete in " + file.partial() + ": move it where you want it");
        }
    }

    private static Object key(Path file) throws IOException {
        return Files.readAttributes(file, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS).fileKey();
    }
}
