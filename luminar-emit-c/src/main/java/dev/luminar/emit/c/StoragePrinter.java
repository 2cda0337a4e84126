package dev.luminar.emit.c;

import dev.luminar.model.type.ScalarType;
import dev.luminar.plan.Local;
import dev.luminar.plan.PlanType;
import dev.luminar.plan.code.Code;
import dev.luminar.plan.code.Val;

/** Prints what a routine owns: cells and buffers. */
final class StoragePrinter {
  private final Body body;

  StoragePrinter(Body body) {
    this.body = body;
  }

  void newCell(Code.NewCell make) {
    if (body.locals.isNew(make.cell())) {
      String name = body.locals.declare(make.cell());
      body.out.line(body.emission.declaration(make.cell().type(), name) + ";");
    }
    ScalarType kind = ((PlanType.Cell) make.cell().type()).kind();
    String value = AtomicPrinter.value(body, kind, make.value());
    body.out.line("atomic_init(&" + body.locals.place(make.cell()) + ", " + value + ");");
    body.emission.support.include("<stdatomic.h>");
  }

  void emptyBuffer(Local buffer) {
    body.setBuffer(buffer, "NULL", "0");
  }

  void newBuffer(Code.NewBuffer make) {
    if (body.locals.isNew(make.buffer())) {
      emptyBuffer(make.buffer());
    }
    String length = body.values.operand(make.length(), body.out);
    body.raiseIf(length + " < 0", make.badLength());
    String place = body.locals.read(make.buffer());
    PlanType.Buffer type = (PlanType.Buffer) make.buffer().type();
    body.emission.support.use("buffer_new");
    body.out.line(
        place + " = buffer_new(" + length + ", sizeof(" + body.emission.element(type) + "));");
    body.raiseIf(place + " == NULL", make.noMemory());
    body.out.line(body.locals.lengthPlace(make.buffer()) + " = " + length + ";");
  }

  void tryBuffer(Code.TryBuffer make) {
    String length = body.values.operand(make.length(), body.out);
    PlanType.Buffer type = (PlanType.Buffer) make.buffer().type();
    body.emission.support.use("buffer_new");
    String storage = "buffer_new(" + length + ", sizeof(" + body.emission.element(type) + "))";
    if (body.locals.isNew(make.buffer())) {
      emptyBuffer(make.buffer());
    }
    String place = body.locals.read(make.buffer());
    body.out.line(place + " = " + storage + ";");
    body.out.line(
        body.locals.lengthPlace(make.buffer()) + " = " + place + " == NULL ? 0 : " + length + ";");
  }

  void freeBuffer(Local buffer) {
    body.emission.support.include("<stdlib.h>");
    body.out.line("free(" + body.locals.read(buffer) + ");");
    body.out.line(body.locals.place(buffer) + " = NULL;");
    body.out.line(body.locals.lengthPlace(buffer) + " = 0;");
  }

  /** A team without threads; the first step that needs some starts them. */
  void noTeam(Local team) {
    body.emission.support.use("team");
    body.set(team, Emission.zero(team.type()));
  }

  void swap(Code.SwapBuffers swap) {
    String left = body.locals.read(swap.left());
    String right = body.locals.read(swap.right());
    Identifiers outer = body.locals.enter();
    String other = body.locals.fresh("other");
    String length = body.locals.fresh("other_length");
    body.out.open("{");
    body.out.line(
        body.emission.declaration(swap.left().type(), "const " + other).replace("*const", "*const")
            + " = "
            + left
            + ";");
    body.out.line("const int64_t " + length + " = " + body.locals.readLength(swap.left()) + ";");
    body.out.line(left + " = " + right + ";");
    body.out.line(
        body.locals.lengthPlace(swap.left()) + " = " + body.locals.readLength(swap.right()) + ";");
    body.out.line(right + " = " + other + ";");
    body.out.line(body.locals.lengthPlace(swap.right()) + " = " + length + ";");
    body.out.close("}");
    body.locals.leave(outer);
  }

  void checkOverlap(Code.CheckOverlap check) {
    body.emission.support.use("buffers_overlap");
    String condition =
        "buffers_overlap("
            + sized(check.left())
            + ", "
            + sized(check.right())
            + ", "
            + check.inPlaceAllowed()
            + ")";
    body.raiseIf(condition, check.overlap());
  }

  private String sized(Val buffer) {
    String element = body.emission.element((PlanType.Buffer) buffer.type());
    return body.values.print(buffer, body.out)
        + ", "
        + body.values.length(buffer, body.out)
        + ", sizeof("
        + element
        + ")";
  }
}
