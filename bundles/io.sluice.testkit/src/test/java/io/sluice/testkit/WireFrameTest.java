// SPDX-License-Identifier: Apache-2.0
package io.sluice.testkit;

import static org.junit.Assert.assertArrayEquals;
import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertThrows;
import static org.junit.Assert.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.util.Arrays;
import org.junit.Test;

public class WireFrameTest {

  private static WireFrame read(byte... bytes) throws IOException {
    return WireFrame.read(new DataInputStream(new ByteArrayInputStream(bytes)));
  }

  private static byte[] bytes(int... values) {
    byte[] bytes = new byte[values.length];
    for (int i = 0; i < values.length; i++) {
      bytes[i] = (byte) values[i];
    }
    return bytes;
  }

  private static byte[] payload(int length) {
    byte[] payload = new byte[length];
    for (int i = 0; i < length; i++) {
      payload[i] = (byte) (i * 31);
    }
    return payload;
  }

  @Test
  public void aFrameOfAnyLengthComesBackAsItWas() throws IOException {
    for (int length : new int[] {0, 1, 125, 126, 127, 128, 65_535, 65_536, 65_537, 1_000_000}) {
      WireFrame sent = new WireFrame(WireFrame.TEXT, true, payload(length));
      WireFrame received = read(sent.toBytes());
      assertArrayEquals("length " + length, payload(length), received.payload());
      assertEquals(WireFrame.TEXT, received.opcode());
      assertTrue(received.isLast());
    }
  }

  @Test
  public void aLengthIsWrittenInTheShortestForm() {
    assertEquals(2 + 125, new WireFrame(WireFrame.TEXT, true, payload(125)).toBytes().length);
    assertEquals(4 + 126, new WireFrame(WireFrame.TEXT, true, payload(126)).toBytes().length);
    assertEquals(4 + 65_535, new WireFrame(WireFrame.TEXT, true, payload(65_535)).toBytes().length);
    assertEquals(
        10 + 65_536, new WireFrame(WireFrame.TEXT, true, payload(65_536)).toBytes().length);
  }

  @Test
  public void aTextIsTheBytesOfTheStandard() {
    // RFC 6455, section 5.7: a single-frame unmasked text message with "Hello".
    assertArrayEquals(
        bytes(0x81, 0x05, 0x48, 0x65, 0x6c, 0x6c, 0x6f), WireFrame.text("Hello").toBytes());
  }

  @Test
  public void aMaskIsTakenOff() throws IOException {
    // RFC 6455, section 5.7: a single-frame masked text message with "Hello".
    WireFrame frame = read(bytes(0x81, 0x85, 0x37, 0xfa, 0x21, 0x3d, 0x7f, 0x9f, 0x4d, 0x51, 0x58));
    assertEquals("Hello", frame.text());
  }

  @Test
  public void aFragmentKeepsItsOpcodeAndIsNotTheLast() throws IOException {
    WireFrame frame = read(new WireFrame(WireFrame.CONTINUATION, false, payload(3)).toBytes());
    assertEquals(WireFrame.CONTINUATION, frame.opcode());
    assertFalse(frame.isLast());
  }

  @Test
  public void reservedBitsAreSentAsTheyAre() {
    assertEquals((byte) 0xc1, new WireFrame(0x41, true, payload(0)).toBytes()[0]);
  }

  @Test
  public void aCloseFrameHoldsCodeAndReason() throws IOException {
    WireFrame frame = read(WireFrame.close(4004, "bye ✓").toBytes());
    assertEquals(WireFrame.CLOSE, frame.opcode());
    assertEquals(4004, frame.closeCode());
    assertEquals("bye ✓", frame.closeReason());
  }

  @Test
  public void anEmptyCloseFrameHasNeitherCodeNorReason() {
    WireFrame frame = new WireFrame(WireFrame.CLOSE, true, payload(0));
    assertEquals(1005, frame.closeCode());
    assertEquals("", frame.closeReason());
  }

  @Test
  public void aPayloadCannotBeChangedFromOutside() {
    byte[] payload = payload(4);
    WireFrame frame = new WireFrame(WireFrame.TEXT, true, payload);
    Arrays.fill(payload, (byte) 0);
    Arrays.fill(frame.payload(), (byte) 0);
    assertArrayEquals(payload(4), frame.payload());
  }

  @Test
  public void theEndOfTheStreamIsToldApartFromAFrame() {
    byte[] whole = new WireFrame(WireFrame.TEXT, true, payload(200)).toBytes();
    for (int length : new int[] {0, 1, 2, 3, 4, 100, whole.length - 1}) {
      assertThrows(EOFException.class, () -> read(Arrays.copyOf(whole, length)));
    }
  }

  @Test
  public void aLengthThatNobodyCanHoldIsRefused() {
    assertThrows(IOException.class, () -> read(bytes(0x81, 127, 0x7f, -1, -1, -1, -1, -1, -1, -1)));
    assertThrows(IOException.class, () -> read(bytes(0x81, 127, 0x80, 0, 0, 0, 0, 0, 0, 0)));
  }
}
