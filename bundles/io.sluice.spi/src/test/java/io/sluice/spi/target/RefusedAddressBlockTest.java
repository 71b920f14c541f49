// SPDX-License-Identifier: Apache-2.0
package io.sluice.spi.target;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertThrows;

import java.util.List;
import org.junit.Test;
import org.junit.runner.RunWith;
import org.junit.runners.Parameterized;
import org.junit.runners.Parameterized.Parameters;

/** Texts that are no block of addresses, each with what is said about it. */
@RunWith(Parameterized.class)
public final class RefusedAddressBlockTest {

  private static final String NO_PREFIX = "no prefix length; write 127.0.0.0/8 or fd00::/8";
  private static final String ADDRESS =
      "the address is not an IP address in its canonical form; write 127.0.0.0/8 or fd00::/8";
  private static final String PREFIX = "the prefix length is not a plain number";
  private static final String LONG_PREFIX = "the prefix is longer than the address";
  private static final String FURTHER_BITS = "the address has bits beyond the prefix";

  private final String block;
  private final String message;

  public RefusedAddressBlockTest(String label, String block, String message) {
    this.block = block;
    this.message = message;
  }

  @Parameters(name = "{0}")
  public static List<Object[]> refusals() {
    return new Table()
        .add("", NO_PREFIX)
        .add("127.0.0.1", NO_PREFIX)
        .add("::1", NO_PREFIX)
        .add("*", NO_PREFIX)
        .add("/8", ADDRESS)
        .add("*/8", ADDRESS)
        .add("localhost/8", ADDRESS)
        .add("a name that ends with a digit", "host1/32", ADDRESS)
        .add("127.0.0/8", ADDRESS)
        .add("127.1/8", ADDRESS)
        .add("0177.0.0.0/8", ADDRESS)
        .add("256.0.0.0/8", ADDRESS)
        .add("[/8", ADDRESS)
        .add("[::1]/128", ADDRESS)
        .add("FD00::/8", ADDRESS)
        .add("0:0:0:0:0:0:0:1/128", ADDRESS)
        .add("::ffff:127.0.0.0/104", ADDRESS)
        .add("fe80::1%lo/128", ADDRESS)
        .add(".:1/8", ADDRESS)
        .add("127.0.0.0/", PREFIX)
        .add("127.0.0.0/x", PREFIX)
        .add("127.0.0.0/-8", PREFIX)
        .add("127.0.0.0/+8", PREFIX)
        .add("127.0.0.0/08", PREFIX)
        .add("127.0.0.0/8/8", PREFIX)
        .add("127.0.0.0/0008", PREFIX)
        .add("127.0.0.0/255.0.0.0", PREFIX)
        .add("0.0.0.0/33", LONG_PREFIX)
        .add("::/129", LONG_PREFIX)
        .add("::/999", LONG_PREFIX)
        .add("127.0.0.1/8", FURTHER_BITS)
        .add("128.0.0.0/0", FURTHER_BITS)
        .add("100.96.0.0/10", FURTHER_BITS)
        .add("fd00::1/127", FURTHER_BITS)
        .rows();
  }

  @Test
  public void isRefusedForItsReason() {
    InvalidTargetException refusal =
        assertThrows(InvalidTargetException.class, () -> new AddressBlock(block));

    assertEquals(message, refusal.getMessage());
  }
}
