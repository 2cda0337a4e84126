package dev.luminar.plan;

import static java.util.Objects.requireNonNull;

import dev.luminar.diag.Span;

/**
 * A place that can raise an error.
 *
 * <p>At run time an error record is the site's id, at most two {@code i64} arguments, a code, and a
 * path of indices; everything else is found here, so that raising costs a few stores.
 *
 * @param id position in {@link Plan#sites()}
 * @param type the error's type, such as {@code index_out_of_range}
 * @param message the text; <code>{0}</code> and <code>{1}</code> stand for the arguments, and a
 *     doubled brace for itself
 * @param span the source place
 */
public record ErrorSite(int id, String type, String message, Span span) {
  /** Checks the components. */
  public ErrorSite {
    requireNonNull(type, "type");
    requireNonNull(message, "message");
    requireNonNull(span, "span");
  }
}
