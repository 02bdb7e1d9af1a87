/**
 * What the tool shows: tables, colours, JSON, and the pages of the catalog and of plans. Knows what is shown, not how
 * it was asked for.
 */
package io.nebula.cli.page;
