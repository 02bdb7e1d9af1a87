package io.nebula.expression;

import static org.assertj.core.api.Assertions.assertThat;

import io.nebula.record.Schema;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class FunctionsTest {
    static List<Function> functions() {
        return List.copyOf(Functions.all());
    }

    @ParameterizedTest
    @MethodSource("functions")
    void shouldComputeItsExample(Function function) throws Exception {
        assertThat(Expression.compile(function.example(), new Schema(List.of())).constant())
                .as(function.example()).isEqualTo(function.exampleResult());
    }
}
