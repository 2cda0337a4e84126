package dev.luminar.emit.bytecode;

import dev.luminar.plan.ErrorSite;
import java.util.ArrayList;
import java.util.List;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.Label;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;

/**
 * Prints the table of error sites: pieces of one text, each a constant that is loaded only when an
 * error leaves.
 */
final class SitesWriter {
  private static final int PIECE_BYTES_MAX = 65_000;
  private static final int TEXT_MAX = 0xFFFF;

  private final ProgramLayout layout;

  SitesWriter(ProgramLayout layout) {
    this.layout = layout;
  }

  String name() {
    return layout.main() + "$Sites";
  }

  byte[] write(int version) {
    ClassWriter out = new ClassWriter(ClassWriter.COMPUTE_FRAMES);
    out.visit(
        version, Opcodes.ACC_FINAL | Opcodes.ACC_SUPER, name(), null, "java/lang/Object", null);
    MethodVisitor code =
        out.visitMethod(Opcodes.ACC_STATIC, "piece", "(I)Ljava/lang/String;", null, null);
    code.visitCode();
    List<String> pieces = pieces();
    if (!pieces.isEmpty()) {
      Label none = new Label();
      Label[] labels = new Label[pieces.size()];
      for (int i = 0; i < labels.length; i++) {
        labels[i] = new Label();
      }
      code.visitVarInsn(Opcodes.ILOAD, 0);
      code.visitTableSwitchInsn(0, labels.length - 1, none, labels);
      for (int i = 0; i < labels.length; i++) {
        code.visitLabel(labels[i]);
        code.visitLdcInsn(pieces.get(i));
        code.visitInsn(Opcodes.ARETURN);
      }
      code.visitLabel(none);
    }
    code.visitInsn(Opcodes.ACONST_NULL);
    code.visitInsn(Opcodes.ARETURN);
    code.visitMaxs(0, 0);
    code.visitEnd();
    out.visitEnd();
    return out.toByteArray();
  }

  private List<String> pieces() {
    List<String> pieces = new ArrayList<>();
    StringBuilder piece = new StringBuilder();
    int bytes = 0;
    for (ErrorSite site : layout.plan().sites()) {
      int line = site.span().line();
      for (String part :
          new String[] {
            site.type(), site.message(), site.span().source(), Integer.toString(line)
          }) {
        String text = part.length() > TEXT_MAX ? part.substring(0, TEXT_MAX) : part;
        for (int i = -1; i < text.length(); i++) {
          char c = i < 0 ? (char) text.length() : text.charAt(i);
          int more = c >= 1 && c < 0x80 ? 1 : c < 0x800 ? 2 : 3;
          if (bytes + more > PIECE_BYTES_MAX) {
            pieces.add(piece.toString());
            piece.setLength(0);
            bytes = 0;
          }
          piece.append(c);
          bytes += more;
        }
      }
    }
    if (bytes > 0) {
      pieces.add(piece.toString());
    }
    return pieces;
  }
}
