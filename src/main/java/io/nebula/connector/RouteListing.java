package io.nebula.connector;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.CRC32C;

/**
 * The files of a routed output at one moment, by number. As text each is a line; no name has a control character.
 */
record RouteListing(List<Entry> entries) {
    /** One file: the path it will have, relative to the directory of all, and what is known to be on disk. */
    record Entry(String name, OutputMark mark) {}

    String text() {
        StringBuilder text = new StringBuilder();
        for (Entry entry : entries) {
            text.append(entry.mark().text().strip()).append(' ').append(entry.name()).append('\n');
        }
        return text.toString();
    }

    static RouteListing parse(String text) throws IOException {
        List<Entry> entries = new ArrayList<>();
        for (String line : text.split("\n")) {
            int name = line.indexOf(' ', line.indexOf(' ') + 1);
            if (name > 0) {
                entries.add(new Entry(line.substring(name + 1), OutputMark.parse(line.substring(0, name))));
            }
        }
        return new RouteListing(entries);
    }

    /** What stands for all files together: how many bytes they have, and the checksum of the text. */
    OutputMark mark() {
        CRC32C crc = new CRC32C();
        byte[] text = text().getBytes(StandardCharsets.UTF_8);
        crc.update(text, 0, text.length);
        return new OutputMark(entries.stream().mapToLong(entry -> entry.mark().bytes()).sum(), crc.getValue());
    }
}
