package io.nebula.binding;

import java.util.Random;

/** Texts of characters of every length in UTF-8. */
final class Texts {
    private Texts() {}

    static String random(Random random, int characters) {
        StringBuilder text = new StringBuilder();
        int[] bounds = {0x80, 0x100, 0x800, 0x10000, 0x110000};
        int bound = bounds[random.nextInt(bounds.length)];
        while (characters > text.length()) {
            int character = random.nextInt(random.nextInt(4) == 0 ? bound : 0x80);
            if (character < Character.MIN_SURROGATE || character > Character.MAX_SURROGATE) {
                text.appendCodePoint(character);
            }
        }
        return text.toString();
    }
}
