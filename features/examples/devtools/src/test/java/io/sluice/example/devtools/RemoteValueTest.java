// SPDX-License-Identifier: Apache-2.0
package io.sluice.example.devtools;

import static org.junit.Assert.assertEquals;

import org.junit.Test;

/** The messages are those of Node 20, shortened. */
public class RemoteValueTest {

  @Test
  public void aPlainValueIsItself() {
    assertText("v20.20.2", "{\"type\":\"string\",\"value\":\"v20.20.2\"}");
    assertText("5", "{\"type\":\"number\",\"value\":5,\"description\":\"5\"}");
    assertText("true", "{\"type\":\"boolean\",\"value\":true}");
    assertText("null", "{\"type\":\"object\",\"subtype\":\"null\",\"value\":null}");
  }

  @Test
  public void anEmptyStringIsEmpty() {
    assertText("", "{\"type\":\"string\",\"value\":\"\"}");
  }

  @Test
  public void aNumberThatJsonHasNoFormForIsShown() {
    assertText("NaN", "{\"type\":\"number\",\"unserializableValue\":\"NaN\"}");
    assertText("10n", "{\"type\":\"bigint\",\"unserializableValue\":\"10n\"}");
  }

  @Test
  public void anObjectByValueIsItsJson() {
    assertText("{\"a\":[1,{\"b\":2}]}", "{\"type\":\"object\",\"value\":{\"a\":[1,{\"b\":2}]}}");
  }

  @Test
  public void anObjectByReferenceIsItsDescription() {
    assertText("Map(1)", "{\"type\":\"object\",\"description\":\"Map(1)\",\"objectId\":\"1.1.1\"}");
  }

  @Test
  public void whatHasNoValueIsItsType() {
    assertText("undefined", "{\"type\":\"undefined\"}");
    assertText("function", "{\"type\":\"function\",\"value\":{}}");
  }

  @Test
  public void aMalformedValueIsEmpty() {
    assertText("", "{}");
    assertText("", "{\"type\":[],\"description\":{}}");
  }

  @Test
  public void aLineOfTheConsoleJoinsItsArguments() {
    assertEquals(
        "tick 1 Object",
        RemoteValue.printed(
            Members.parse(
                "{\"type\":\"log\",\"args\":[{\"type\":\"string\",\"value\":\"tick\"},"
                    + "{\"type\":\"number\",\"value\":1},"
                    + "{\"type\":\"object\",\"description\":\"Object\"}]}")));
  }

  @Test
  public void aLineThatIsNoLogNamesItsType() {
    assertEquals(
        "warning: careful",
        RemoteValue.printed(
            Members.parse(
                "{\"type\":\"warning\",\"args\":[{\"type\":\"string\",\"value\":\"careful\"}]}")));
  }

  @Test
  public void argumentsThatAreNoObjectsAreLeftOut() {
    assertEquals("", RemoteValue.printed(Members.parse("{\"type\":\"log\",\"args\":[1,[],null]}")));
    assertEquals("", RemoteValue.printed(Members.parse("{\"type\":\"log\",\"args\":{}}")));
  }

  @Test
  public void aThrownErrorIsShownWithoutItsStack() {
    assertThrown(
        "Uncaught ReferenceError: nope is not defined",
        "{\"text\":\"Uncaught\",\"exception\":{\"type\":\"object\",\"subtype\":\"error\","
            + "\"description\":\"ReferenceError: nope is not defined\\n    at <anonymous>:1:1\"}}");
  }

  @Test
  public void aThrownNumberIsShown() {
    assertThrown(
        "Uncaught 42", "{\"text\":\"Uncaught\",\"exception\":{\"type\":\"number\",\"value\":42}}");
  }

  @Test
  public void anErrorThatTheTextNamesAlreadyIsNotRepeated() {
    assertThrown(
        "Uncaught (in promise) Error: r",
        "{\"text\":\"Uncaught (in promise) Error: r\",\"exception\":{\"type\":\"object\","
            + "\"description\":\"Error: r\\n    at <anonymous>:1:16\"}}");
  }

  @Test
  public void anExceptionWithoutDetailsIsItsText() {
    assertThrown("Uncaught", "{\"text\":\"Uncaught\"}");
  }

  private static void assertText(String expected, String remoteObject) {
    assertEquals(expected, RemoteValue.text(Members.parse(remoteObject)));
  }

  private static void assertThrown(String expected, String details) {
    assertEquals(expected, RemoteValue.thrown(Members.parse(details)));
  }
}
