package io.nebula.config;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigParseOptions;
import java.net.MalformedURLException;
import java.net.URI;

/** Nebula's own {@code reference.conf}, without those of the libraries. */
final class Defaults {
    private Defaults() {}

    /** Reads the file that lies beside this package, in the same directory tree or archive. */
    static Config load() {
        String self = "io/nebula/config/Defaults.class";
        String location = Defaults.class.getResource("Defaults.class").toString();
        String reference = location.substring(0, location.length() - self.length()) + "reference.conf";
        try {
            return ConfigFactory.parseURL(URI.create(reference).toURL(),
                    ConfigParseOptions.defaults().setAllowMissing(false));
        } catch (MalformedURLException e) {
            throw new IllegalStateException("cannot find Nebula's defaults at " + reference, e);
        }
    }
}
