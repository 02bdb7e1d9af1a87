package io.nebula.cli.page;

import io.nebula.connector.SinkSpec;
import io.nebula.engine.Preview;
import io.nebula.engine.Spread;
import io.nebula.format.Format;
import io.nebula.pipeline.Ordering;
import io.nebula.pipeline.Pipeline;
import io.nebula.transform.TransformSpec;
import java.util.ArrayList;
import java.util.List;

/** {@code nebula graph FILE}: the way of a record, as a drawing. */
public final class Graph {
    /** What draws it. */
    public enum Form {
        /** Lines and arrows, top to bottom. */
        TEXT,
        /** For Graphviz. */
        DOT,
        /** For Markdown pages. */
        MERMAID
    }

    private final String name;
    private final List<String> before = new ArrayList<>();
    private final String where;
    private final List<String> steps = new ArrayList<>();
    private final List<String> after = new ArrayList<>();
    private final String deadLetters;
    private final StringBuilder out = new StringBuilder();

    private Graph(Preview preview) {
        Pipeline pipeline = preview.pipeline();
        Spread spread = preview.spread();
        name = pipeline.name();
        before.add("source: " + pipeline.source().type()
                + (preview.inputs().isEmpty() ? "" : " " + Quantity.firstOf(preview.inputs())));
        if (spread.parallel()) {
            before.add("balance stage: morsels to idle workers");
        }
        where = spread.parallel() ? "each of " + spread.workers() + " workers in " + spread.groups() + " groups"
                : "one plain loop";
        steps.add(step("decode", pipeline.source().format()));
        for (TransformSpec transform : pipeline.transforms()) {
            steps.add("transforms[" + (steps.size() - 1) + "] " + transform.type());
        }
        steps.add(step("encode", pipeline.sink().format()));
        if (spread.parallel()) {
            boolean ordered = pipeline.parallel().ordering() == Ordering.INPUT;
            after.add(ordered ? "results in input order" : "results as they are ready");
        }
        after.add("sink: " + sink(pipeline.sink()));
        SinkSpec letters = pipeline.errors().deadLetter();
        deadLetters = letters == null ? null : "dead letters: " + sink(letters);
    }

    /** The drawing, each line with its end. */
    public static String of(Preview preview, Form form) {
        Graph graph = new Graph(preview);
        switch (form) {
            case TEXT -> graph.text();
            case DOT -> graph.dot();
            case MERMAID -> graph.mermaid();
        }
        return graph.out.toString();
    }

    private static String step(String verb, Format format) {
        return format == null ? verb : verb + " " + format.name();
    }

    private static String sink(SinkSpec sink) {
        return sink.type() + (sink.path() == null ? "" : " " + sink.path());
    }

    private void text() {
        before.forEach(node -> line(node, "  │"));
        line("  ▼", where);
        steps.forEach(step -> line("  ├─ " + step));
        if (deadLetters != null) {
            line("  ├─ rejected ──▶ " + deadLetters);
        }
        for (String node : after) {
            line("  │", node);
        }
    }

    private void dot() {
        line("digraph \"" + escaped(name) + "\" {", "  rankdir=LR;", "  node [shape=box, fontname=\"sans-serif\"];",
                "  subgraph cluster_work {", "    label=\"" + escaped(where) + "\";");
        for (int i = 0; i < steps.size(); i++) {
            line("    s" + i + " [label=\"" + escaped(steps.get(i)) + "\"];");
        }
        line("  }");
        nodes("  %s [label=\"%s\", shape=ellipse];");
        edges(" -> ", ";", " -> letters [label=\"rejected\", style=dashed];");
        line("}");
    }

    private void mermaid() {
        line("flowchart LR", "  subgraph work [\"" + marked(where) + "\"]");
        for (int i = 0; i < steps.size(); i++) {
            line("    s" + i + "[\"" + marked(steps.get(i)) + "\"]");
        }
        line("  end");
        nodes("  %s([\"%s\"])");
        edges(" --> ", "", " -. rejected .-> letters");
    }

    private void nodes(String form) {
        for (int i = 0; i < before.size(); i++) {
            line(String.format(form, "b" + i, quoted(form, before.get(i))));
        }
        for (int i = 0; i < after.size(); i++) {
            line(String.format(form, "a" + i, quoted(form, after.get(i))));
        }
        if (deadLetters != null) {
            line(String.format(form, "letters", quoted(form, deadLetters)));
        }
    }

    private void edges(String arrow, String end, String rejected) {
        List<String> ids = new ArrayList<>();
        before.forEach(node -> ids.add("b" + ids.size()));
        steps.forEach(step -> ids.add("s" + (ids.size() - before.size())));
        after.forEach(node -> ids.add("a" + (ids.size() - before.size() - steps.size())));
        line("  " + String.join(arrow, ids) + end);
        if (deadLetters != null) {
            line("  s" + (steps.size() - 1) + rejected);
        }
    }

    private static String quoted(String form, String text) {
        return form.contains("label") ? escaped(text) : marked(text);
    }

    private static String escaped(String text) {
        return text.replace("\\", "\\\\").replace("\"", "\\\"");
    }

    private static String marked(String text) {
        return text.replace("\"", "#quot;");
    }

    private void line(String... lines) {
        for (String line : lines) {
            out.append(line).append('\n');
        }
    }
}
