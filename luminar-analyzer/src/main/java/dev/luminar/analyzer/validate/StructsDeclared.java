package dev.luminar.analyzer.validate;

import dev.luminar.diag.Diagnostic;
import dev.luminar.diag.DiagnosticCode;
import dev.luminar.diag.Span;
import dev.luminar.model.*;
import dev.luminar.model.expr.*;
import dev.luminar.model.type.*;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/** Every struct that a program uses is one of its structs, with the same fields. */
final class StructsDeclared extends Rule {
  private final Map<String, StructType> structs = new HashMap<>();
  private final Set<StructType> reported = new HashSet<>();

  @Override
  void program(Program program, Findings found) {
    program.structs().forEach(struct -> structs.putIfAbsent(struct.name(), struct));
    for (Extern extern : program.externs()) {
      extern.parameters().forEach(p -> check(p.type(), p.span(), found));
      extern.result().ifPresent(type -> check(type, extern.span(), found));
    }
    for (Function function : program.functions()) {
      function.parameters().forEach(p -> check(p.type(), p.span(), found));
      function.result().ifPresent(type -> check(type, function.span(), found));
    }
  }

  @Override
  void enter(Stmt statement, Place at) {
    switch (statement) {
      case Var s -> check(s.type(), s.span(), at);
      case BufferDecl s -> check(s.type(), s.span(), at);
      case ChannelDecl s -> check(s.element(), s.span(), at);
      case Call s -> s.resultType().ifPresent(type -> check(type, s.span(), at));
      default -> {}
    }
  }

  @Override
  void expression(Expr expr, Place at) {
    if (expr instanceof MakeStruct || expr instanceof CallExpr) {
      check(expr.type(), expr.span(), at);
    }
  }

  private void check(Type type, Span span, Place at) {
    var found = new Findings();
    check(type, span, found);
    found.sorted().forEach(at::report);
  }

  private void check(Type type, Span span, Findings found) {
    switch (type) {
      case StructType struct -> {
        if (!struct.equals(structs.get(struct.name())) && reported.add(struct)) {
          String problem =
              structs.containsKey(struct.name()) ? " has other fields" : " is not declared";
          found.add(
              Diagnostic.error(
                      DiagnosticCode.STRUCT_NOT_DECLARED,
                      span,
                      "the struct '" + struct.name() + "'" + problem)
                  .withHelp("add the struct to the structs of the program"));
        }
      }
      case BufferType buffer -> check(buffer.element(), span, found);
      case ChannelType channel -> check(channel.element(), span, found);
      default -> {}
    }
  }
}
