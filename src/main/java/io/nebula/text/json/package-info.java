/**
 * JSON in bytes, checked by RFC 8259 without building anything: {@link io.nebula.text.json.JsonScanner} steps over
 * values, {@link io.nebula.text.json.JsonPath} finds one within another.
 */
package io.nebula.text.json;
