package dev.luminar.examples;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.lang.invoke.MethodHandles;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import javax.imageio.ImageIO;

/** The Mandelbrot set as a PNG. */
final class Mandelbrot implements Example {

  private static final int LIMIT = 1000;

  /** The functions of mandelbrot.lum. */
  interface Functions {
    /** Fills in the steps of each pixel; gives the number of pixels that never escaped. */
    long render(int[] steps, long width, long height, int limit);
  }

  @Override
  public String usage() {
    return "mandelbrot WIDTH OUT.png: draws the set; how many points never escaped";
  }

  @Override
  public List<String> run(Target target, List<String> args) throws IOException {
    Arguments arguments = new Arguments("mandelbrot WIDTH OUT.png", args, 2);
    int width = (int) arguments.number(0, "WIDTH", 1, 30_000);
    Path file = arguments.writable(1);
    int height = Math.max(1, (int) (width * 5L / 6));
    int[] steps = new int[width * height];
    long inside;
    try (var program =
        CompiledProgram.of("mandelbrot", target, MethodHandles.lookup(), Functions.class)) {
      inside = program.functions().render(steps, width, height, LIMIT);
    }
    write(image(steps, width, height), file);
    return List.of("inside " + inside);
  }

  private static BufferedImage image(int[] steps, int width, int height) {
    BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
    for (int y = 0; y < height; y++) {
      for (int x = 0; x < width; x++) {
        image.setRGB(x, y, color(steps[y * width + x]));
      }
    }
    return image;
  }

  /** Black inside; outside bright near the border, by the logarithm of the steps. */
  private static int color(int steps) {
    if (steps >= LIMIT) {
      return 0;
    }
    double t = Math.log1p(steps) / Math.log1p(LIMIT);
    int red = (int) (255 * Math.min(1, 1.5 * t));
    int green = (int) (255 * t * t);
    int blue = (int) (96 + 159 * t);
    return red << 16 | green << 8 | blue;
  }

  /** Writes beside the file first, so that no half picture stays behind. */
  private static void write(BufferedImage image, Path file) throws IOException {
    Path half = Files.createTempFile(file.toAbsolutePath().getParent(), "mandelbrot", ".part");
    try {
      ImageIO.write(image, "png", half.toFile());
      Files.move(half, file, StandardCopyOption.REPLACE_EXISTING);
    } finally {
      Files.deleteIfExists(half);
    }
  }
}
