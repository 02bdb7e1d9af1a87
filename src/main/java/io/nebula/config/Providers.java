package io.nebula.config;

import io.nebula.connector.SinkProvider;
import io.nebula.connector.SourceProvider;
import io.nebula.transform.TransformProvider;
import java.util.Collection;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.TreeMap;
import java.util.function.Function;

/** What makes sources, transforms and sinks: the built-ins and the user's own, found as services. */
public final class Providers {
    private Providers() {}

    /** By type name. */
    public static Collection<SourceProvider> sources() {
        return named(SourceProvider.class, SourceProvider::type).values();
    }

    /** By type name. */
    public static Collection<TransformProvider> transforms() {
        return named(TransformProvider.class, TransformProvider::type).values();
    }

    /** By type name. */
    public static Collection<SinkProvider> sinks() {
        return named(SinkProvider.class, SinkProvider::type).values();
    }

    /** Those of one service, by type name; a built-in is not replaced. */
    static <P> Map<String, P> named(Class<P> service, Function<P, String> type) {
        Map<String, P> providers = new TreeMap<>();
        ServiceLoader.load(service, service.getClassLoader()).forEach(p -> providers.putIfAbsent(type.apply(p), p));
        ClassLoader users = Thread.currentThread().getContextClassLoader();
        if (users != null && users != service.getClassLoader()) {
            ServiceLoader.load(service, users).forEach(p -> providers.putIfAbsent(type.apply(p), p));
        }
        return providers;
    }
}
