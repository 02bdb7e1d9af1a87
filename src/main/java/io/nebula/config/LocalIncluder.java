package io.nebula.config;

import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigIncludeContext;
import com.typesafe.config.ConfigIncluder;
import com.typesafe.config.ConfigIncluderClasspath;
import com.typesafe.config.ConfigIncluderFile;
import com.typesafe.config.ConfigIncluderURL;
import com.typesafe.config.ConfigObject;
import com.typesafe.config.ConfigParseOptions;
import java.io.File;
import java.net.URL;
import java.nio.file.Path;

/**
 * Includes local files and nothing else. What it does not include is empty here: {@link HoconScanner} reads the same
 * statements and reports it with its place.
 */
final class LocalIncluder implements ConfigIncluder, ConfigIncluderFile, ConfigIncluderURL, ConfigIncluderClasspath {
    private final Path including;

    /** @param including the file that the statements are in, absolute; null if includes are not allowed at all */
    LocalIncluder(Path including) {
        this.including = including;
    }

    @Override
    public ConfigObject include(ConfigIncludeContext context, String what) {
        boolean local = including != null && !IncludeStatement.isUrl(what);
        return local ? parse(context, IncludeStatement.beside(including, what)) : nothing();
    }

    @Override
    public ConfigObject includeFile(ConfigIncludeContext context, File what) {
        return including == null ? nothing() : parse(context, IncludeStatement.existing(what.getPath()));
    }

    @Override
    public ConfigObject includeURL(ConfigIncludeContext context, URL what) {
        return nothing();
    }

    @Override
    public ConfigObject includeResources(ConfigIncludeContext context, String what) {
        return nothing();
    }

    /** Never asks the library's own includer, which would fetch URLs. */
    @Override
    public ConfigIncluder withFallback(ConfigIncluder fallback) {
        return this;
    }

    private static ConfigObject nothing() {
        return ConfigFactory.empty().root();
    }

    private static ConfigObject parse(ConfigIncludeContext context, Path file) {
        if (file == null) {
            return nothing();
        }
        ConfigParseOptions options = context.parseOptions().setSyntax(null).setIncluder(new LocalIncluder(file));
        return ConfigFactory.parseFile(file.toFile(), options).root();
    }
}
