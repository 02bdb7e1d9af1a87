package io.nebula.config;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigParseOptions;
import java.net.MalformedURLException;
import java.net.URI;
import java.net.URL;

/** Nebula's own {@code reference.conf}, without those of the libraries. */
final class Defaults {
    private Defaults() {}

    static Config load() {
        return ConfigFactory.parseURL(location(), ConfigParseOptions.defaults().setAllowMissing(false));
    }

    /** The file that lies beside this package, in the same directory tree or archive. */
    static URL location() {
        String self = "io/nebula/config/Defaults.class";
        String location = Defaults.class.getResource("Defaults.class").toString();
        String reference = location.substring(0, location.length() - self.length()) + "reference.conf";
        try {
            return URI.create(reference).toURL();
        } catch (MalformedURLException e) {
            throw new IllegalStateException("cannot find Nebula's defaults at " + reference, e);
        }
    }
}
