package dev.luminar.model;

/**
 * What the user vouches for at a store that the analyzer cannot prove free of races. Reports list
 * each claim.
 */
public enum AccessClaim {
  /** Nothing: the analyzer proves the store, guards it, or refuses it. */
  NONE(""),
  /** No other iteration or task touches the element; nothing checks it. */
  UNCHECKED("unchecked"),
  /** Different iterations compute different indices; nothing checks it. */
  ASSUME_INJECTIVE("assume_injective"),
  /** Different iterations compute different indices; checked when the block runs. */
  ASSUME_INJECTIVE_CHECKED("assume_injective(check)");

  private final String symbol;

  AccessClaim(String symbol) {
    this.symbol = symbol;
  }

  /** Returns the spelling in the text form, before the store. */
  public String symbol() {
    return symbol;
  }
}
