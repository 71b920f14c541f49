// SPDX-License-Identifier: Apache-2.0
package io.sluice.request;

import io.sluice.api.request.Body;
import io.sluice.api.request.HeaderField;
import io.sluice.api.request.RequestAnswer;
import io.sluice.api.request.RequestResult.Answered;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.List;
import org.eclipse.jetty.client.Response;
import org.eclipse.jetty.client.Result;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpStatus;

/** Puts the answer of one exchange together, within bounds. Jetty enters it one call at a time. */
final class AnswerReader implements Response.Listener {

  private final Exchange exchange;
  private final int mostBytes;
  private final ByteArrayOutputStream body = new ByteArrayOutputStream();

  AnswerReader(Exchange exchange, int mostBytes) {
    this.exchange = exchange;
    this.mostBytes = mostBytes;
  }

  @Override
  public void onHeaders(Response response) {
    if (response.getStatus() == HttpStatus.SWITCHING_PROTOCOLS_101) {
      exchange.fail("upgrade_refused", "the server switches protocols; nothing is upgraded");
    } else if (response.getHeaders().getLongField(HttpHeader.CONTENT_LENGTH) > mostBytes) {
      tooLarge();
    }
  }

  @Override
  public void onContent(Response response, ByteBuffer content) {
    if (exchange.isOver()) {
      return;
    }
    if (content.remaining() > mostBytes - body.size()) {
      tooLarge();
      return;
    }
    byte[] bytes = new byte[content.remaining()];
    content.get(bytes);
    body.writeBytes(bytes);
  }

  private void tooLarge() {
    exchange.fail("answer_too_large", "the answer's body is longer than " + mostBytes + " bytes");
  }

  @Override
  public void onComplete(Result result) {
    Throwable failure = result.getFailure();
    if (failure == null) {
      Response response = result.getResponse();
      exchange
          .result()
          .complete(
              new Answered(
                  new RequestAnswer(
                      response.getStatus(),
                      fields(response.getHeaders()),
                      Body.of(body.toByteArray()))));
    } else {
      exchange.result().complete(FailureRule.of(failure, exchange.proxy().isPresent()));
    }
  }

  private static List<HeaderField> fields(HttpFields fields) {
    return fields.stream()
        .map(
            field ->
                new HeaderField(field.getName(), field.getValue() == null ? "" : field.getValue()))
        .toList();
  }
}
