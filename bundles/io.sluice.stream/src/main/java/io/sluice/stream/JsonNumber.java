// SPDX-License-Identifier: Apache-2.0
package io.sluice.stream;

import java.math.BigDecimal;

/** A number with the digits that it was written with. */
final class JsonNumber extends Number {

  private static final long serialVersionUID = 1L;

  private final String text;

  /**
   * Keeps the digits.
   *
   * @param text a number as RFC 8259 writes it
   */
  JsonNumber(String text) {
    this.text = text;
  }

  @Override
  public int intValue() {
    return decimal().intValue();
  }

  @Override
  public long longValue() {
    return decimal().longValue();
  }

  @Override
  public float floatValue() {
    return Float.parseFloat(text);
  }

  @Override
  public double doubleValue() {
    return Double.parseDouble(text);
  }

  private BigDecimal decimal() {
    return new BigDecimal(text);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof JsonNumber number && number.text.equals(text);
  }

  @Override
  public int hashCode() {
    return text.hashCode();
  }

  @Override
  public String toString() {
    return text;
  }
}
