package io.nebula.cli.page;

/** Text within XML. */
public final class Xml {
    private Xml() {}

    /** As it stands in an element or an attribute; characters that XML cannot say become question marks. */
    public static String escaped(String text) {
        StringBuilder escaped = new StringBuilder();
        text.codePoints().forEach(c -> {
            switch (c) {
                case '<' -> escaped.append("&lt;");
                case '>' -> escaped.append("&gt;");
                case '&' -> escaped.append("&amp;");
                case '"' -> escaped.append("&quot;");
                case '\n' -> escaped.append("&#10;");
                case '\t' -> escaped.append("&#9;");
                default -> escaped.appendCodePoint(isOfXml(c) ? c : '?');
            }
        });
        return escaped.toString();
    }

    private static boolean isOfXml(int c) {
        return c >= ' ' && c < 0xd800 || c >= 0xe000 && c < 0xfffe || c > 0xffff;
    }
}
