package io.nebula.expression;

import io.nebula.record.TextColumn;
import java.nio.charset.StandardCharsets;
import java.security.DigestException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.zip.CRC32;

/** Hashes of the UTF-8 bytes of a text. */
final class DigestKernels {
    private static final byte[] HEX = "0123456789abcdef".getBytes(StandardCharsets.US_ASCII);

    private DigestKernels() {}

    static Kernel md5(Object[] constants) {
        return hex("MD5");
    }

    static Kernel sha1(Object[] constants) {
        return hex("SHA-1");
    }

    static Kernel sha256(Object[] constants) {
        return hex("SHA-256");
    }

    private static Kernel hex(String algorithm) {
        try {
            MessageDigest digest = MessageDigest.getInstance(algorithm);
            byte[] hash = new byte[digest.getDigestLength()];
            return c -> hex(c, digest, hash);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has " + algorithm, e);
        }
    }

    private static void hex(Call c, MessageDigest digest, byte[] hash) {
        TextColumn in = c.text(0);
        TextColumn out = c.text();
        for (int k = 0; k < c.count; k++) {
            int row = c.live[k];
            digest.update(in.bytes(), in.starts()[row], in.lengths()[row]);
            try {
                digest.digest(hash, 0, hash.length);
            } catch (DigestException e) {
                throw new IllegalStateException("a digest of " + hash.length + " bytes does not fit", e);
            }
            byte[] target = out.ensure(2 * hash.length);
            int at = out.end();
            for (byte b : hash) {
                target[at++] = HEX[b >> 4 & 15];
                target[at++] = HEX[b & 15];
            }
            out.appended(row, 2 * hash.length);
        }
    }

    static Kernel crc32(Object[] constants) {
        CRC32 crc = new CRC32();
        return c -> {
            TextColumn in = c.text(0);
            for (int k = 0; k < c.count; k++) {
                int row = c.live[k];
                crc.reset();
                crc.update(in.bytes(), in.starts()[row], in.lengths()[row]);
                c.longs()[row] = crc.getValue();
            }
        };
    }
}
