package dev.firth.journals.host;

/** The other side of a {@link Channel} has closed it: the ordinary end of a conversation. */
public final class ChannelClosed extends RuntimeException {
  private static final long serialVersionUID = 1;

  public ChannelClosed() {
    super("the channel is closed", null, false, false);
  }
}
