package callnorm.consumer;

import com.sun.jna.Callback;
import com.sun.jna.IntegerType;
import com.sun.jna.Library;
import com.sun.jna.Native;
import com.sun.jna.Pointer;
import com.sun.jna.Structure;
import com.sun.jna.Structure.FieldOrder;
import com.sun.jna.ptr.PointerByReference;
import java.io.Serial;

/** What this program uses of the shared library, under the names of the C header. */
interface Callnorm extends Library {
  String LIBRARY = "callnorm";

  int OK = 0;
  int FINDING_CONFIRMED = 2;

  /** C's size_t. */
  final class SizeT extends IntegerType {
    @Serial private static final long serialVersionUID = 1L;

    public SizeT() {
      this(0);
    }

    public SizeT(long value) {
      super(Native.SIZE_T_SIZE, value, true);
    }
  }

  @FieldOrder({"struct_size", "status", "where", "message"})
  final class CallnormError extends Structure {
    public int struct_size;
    public int status = OK;
    public byte[] where = new byte[120];
    public byte[] message = new byte[512];

    public CallnormError() {
      struct_size = size(); // not known before the arrays are there
    }
  }

  @FieldOrder({"struct_size", "reserved", "data", "size"})
  final class CallnormBuffer extends Structure {
    public int struct_size;
    public int reserved = 0;
    public Pointer data = null;
    public SizeT size = new SizeT();

    public CallnormBuffer() {
      struct_size = size();
    }
  }

  interface FindingFn extends Callback {
    int invoke(Pointer userData, int finding, Pointer act);
  }

  int callnorm_evaluator_create(
      Pointer norm, Pointer script, Pointer options, PointerByReference out, CallnormError error);

  int callnorm_contact_import(
      String format,
      byte[] data,
      SizeT dataSize,
      String id,
      PointerByReference out,
      CallnormError error);

  int callnorm_evaluate(
      Pointer evaluator, Pointer contact, PointerByReference out, CallnormError error);

  int callnorm_evaluation_to_json(
      Pointer evaluation, int indent, CallnormBuffer out, CallnormError error);

  int callnorm_live_create(
      Pointer evaluator,
      byte[] begun,
      SizeT begunSize,
      FindingFn onFinding,
      Pointer userData,
      PointerByReference out,
      CallnormError error);

  int callnorm_live_push_json(Pointer live, byte[] json, SizeT jsonSize, CallnormError error);

  int callnorm_live_finish(Pointer live, PointerByReference out, CallnormError error);

  void callnorm_buffer_dispose(CallnormBuffer buffer);

  void callnorm_contact_destroy(Pointer contact);

  void callnorm_evaluator_destroy(Pointer evaluator);

  void callnorm_evaluation_destroy(Pointer evaluation);

  void callnorm_live_destroy(Pointer live);
}
