/** The cases that {@code nebula test} runs: what goes in, what came out, how both differ, and the reports of that. */
package io.nebula.cli.cases;
