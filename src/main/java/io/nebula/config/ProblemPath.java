package io.nebula.config;

import java.util.ArrayList;
import java.util.List;

/** Takes the path of a problem apart: elements joined by dots, those that hold dots in double quotes. */
final class ProblemPath {
    private ProblemPath() {}

    static List<String> split(String path) {
        List<String> elements = new ArrayList<>();
        StringBuilder element = new StringBuilder();
        boolean quoted = false;
        for (int i = 0; i < path.length(); i++) {
            char c = path.charAt(i);
            if (c == '"') {
                quoted = !quoted;
            } else if (quoted && c == '\\' && i + 1 < path.length() && path.charAt(i + 1) == '"') {
                element.append(path.charAt(++i));
            } else if (c == '.' && !quoted) {
                elements.add(element.toString());
                element.setLength(0);
            } else {
                element.append(c);
            }
        }
        if (!path.isEmpty()) {
            elements.add(element.toString());
        }
        return elements;
    }
}
