package callnorm.consumer;

import callnorm.consumer.Callnorm.CallnormBuffer;
import callnorm.consumer.Callnorm.CallnormError;
import callnorm.consumer.Callnorm.FindingFn;
import callnorm.consumer.Callnorm.SizeT;
import com.sun.jna.Native;
import com.sun.jna.Pointer;
import com.sun.jna.ptr.PointerByReference;
import java.io.IOException;
import java.io.PrintStream;
import java.io.Serial;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;

/**
 * Judges one contact by the default norm and prints the evaluation as JSON.
 *
 * <pre>
 *   Evaluate CONTACT.json
 *   Evaluate BEGUN.json live [PART.json ...]
 * </pre>
 *
 * <p>With {@code live} the contact begins as BEGUN.json says, each PART.json is pushed in turn, and
 * the number of confirmed findings goes to standard error.
 */
public final class Evaluate {
  private static final String USAGE =
      "usage: Evaluate CONTACT.json | Evaluate BEGUN.json live [PART.json ...]";

  private static final class Failure extends Exception {
    @Serial private static final long serialVersionUID = 1L;

    Failure(String message, String where) {
      super(message + " (" + where + ")");
    }
  }

  /** A handle of the library, destroyed when closed. */
  private record Handle(Pointer pointer, Consumer<Pointer> destroy) implements AutoCloseable {
    @Override
    public void close() {
      destroy.accept(pointer);
    }
  }

  @FunctionalInterface
  private interface Call {
    int status(CallnormError error);
  }

  @FunctionalInterface
  private interface Making {
    int status(PointerByReference out, CallnormError error);
  }

  private record Judged(byte[] json, int confirmed) {}

  private static final class Counter implements FindingFn {
    private int confirmed = 0;

    @Override
    public int invoke(Pointer userData, int finding, Pointer act) {
      if (finding == Callnorm.FINDING_CONFIRMED) {
        ++confirmed;
      }
      return 0;
    }
  }

  private final Callnorm callnorm;

  private Evaluate(Callnorm callnorm) {
    this.callnorm = callnorm;
  }

  private static void check(Call call) throws Failure {
    CallnormError error = new CallnormError();
    if (call.status(error) != Callnorm.OK) {
      throw new Failure(
          Native.toString(error.message, "UTF-8"), Native.toString(error.where, "UTF-8"));
    }
  }

  private static Handle make(Making making, Consumer<Pointer> destroy) throws Failure {
    PointerByReference out = new PointerByReference();
    check(error -> making.status(out, error));
    return new Handle(out.getValue(), destroy);
  }

  private Handle evaluator() throws Failure {
    return make(
        (out, error) -> callnorm.callnorm_evaluator_create(null, null, null, out, error),
        callnorm::callnorm_evaluator_destroy);
  }

  private byte[] json(Handle evaluation) throws Failure {
    CallnormBuffer buffer = new CallnormBuffer();
    check(
        error -> callnorm.callnorm_evaluation_to_json(evaluation.pointer(), 0, buffer, error));
    try {
      return buffer.data.getByteArray(0, buffer.size.intValue());
    } finally {
      callnorm.callnorm_buffer_dispose(buffer);
    }
  }

  private byte[] evaluate(Handle evaluator, byte[] bytes) throws Failure {
    SizeT size = new SizeT(bytes.length);
    try (Handle contact =
            make(
                (out, error) ->
                    callnorm.callnorm_contact_import("callnorm", bytes, size, null, out, error),
                callnorm::callnorm_contact_destroy);
        Handle evaluation =
            make(
                (out, error) ->
                    callnorm.callnorm_evaluate(
                        evaluator.pointer(), contact.pointer(), out, error),
                callnorm::callnorm_evaluation_destroy)) {
      return json(evaluation);
    }
  }

  private Judged evaluateLive(Handle evaluator, byte[] begun, List<String> parts)
      throws Failure {
    SizeT size = new SizeT(begun.length);
    Counter counter = new Counter(); // reachable until the live evaluation is closed
    try (Handle live =
        make(
            (out, error) ->
                callnorm.callnorm_live_create(
                    evaluator.pointer(), begun, size, counter, null, out, error),
            callnorm::callnorm_live_destroy)) {
      for (String path : parts) {
        byte[] part = readFile(path);
        check(
            error ->
                callnorm.callnorm_live_push_json(
                    live.pointer(), part, new SizeT(part.length), error));
      }
      try (Handle evaluation =
          make(
              (out, error) -> callnorm.callnorm_live_finish(live.pointer(), out, error),
              callnorm::callnorm_evaluation_destroy)) {
        return new Judged(json(evaluation), counter.confirmed);
      }
    }
  }

  private static byte[] readFile(String path) throws Failure {
    try {
      return Files.readAllBytes(Path.of(path));
    } catch (NoSuchFileException failure) {
      throw new Failure("no such file", path);
    } catch (IOException | InvalidPathException failure) {
      throw new Failure(failure.getMessage(), path);
    }
  }

  private static Callnorm load() throws Failure {
    try {
      return Native.load(Callnorm.LIBRARY, Callnorm.class);
    } catch (UnsatisfiedLinkError failure) {
      String message = failure.getMessage(); // a heading, then a line for each place
      throw new Failure(message.lines().skip(1).findFirst().orElse(message), Callnorm.LIBRARY);
    }
  }

  private static void print(byte[] json) throws Failure {
    System.out.write(json, 0, json.length);
    System.out.write('\n');
    if (System.out.checkError()) {
      throw new Failure("cannot be written", "standard output");
    }
  }

  private static void run(String[] arguments, PrintStream log) throws Failure {
    boolean live = arguments.length >= 2 && arguments[1].equals("live");
    if (arguments.length != 1 && !live) {
      throw new Failure(USAGE, "arguments");
    }
    byte[] bytes = readFile(arguments[0]);
    Evaluate program = new Evaluate(load());
    try (Handle evaluator = program.evaluator()) {
      if (live) {
        List<String> parts = List.of(arguments).subList(2, arguments.length);
        Judged judged = program.evaluateLive(evaluator, bytes, parts);
        print(judged.json());
        log.println("confirmed: " + judged.confirmed());
      } else {
        print(program.evaluate(evaluator, bytes));
      }
    }
  }

  public static void main(String[] arguments) {
    PrintStream log = new PrintStream(System.err, true, StandardCharsets.UTF_8);
    try {
      run(arguments, log);
    } catch (Failure failure) {
      log.println("error: " + failure.getMessage());
      System.exit(1);
    }
  }
}
