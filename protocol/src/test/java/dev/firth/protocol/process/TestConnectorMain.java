package dev.firth.protocol.process;

import dev.firth.protocol.TestCapture;
import dev.firth.protocol.TestMaterialization;
import java.io.FileDescriptor;
import java.io.FileInputStream;
import java.io.FileOutputStream;

/** Our connectors of the tests as processes. */
public final class TestConnectorMain {
  private TestConnectorMain() {}

  public static void main(String[] arguments) {
    var connector = arguments[0].equals("capture") ? new TestCapture() : new TestMaterialization();
    System.exit(
        ConnectorMain.run(
            arguments[0],
            connector,
            new FileInputStream(FileDescriptor.in),
            new FileOutputStream(FileDescriptor.out),
            System.err));
  }
}
